import { migrate } from '../../packages/core/src/log/migrate.ts';
import { runTail } from '../faults/tail.ts';
import { print } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const SECONDS = 60;

/** Sixteen writers that undo, stall and are killed, and three readers that follow by position, for a minute (M2). */
export async function benchTail(): Promise<void> {
  await onLocalPostgres(async url => {
    await migrate(url);
    const { committed, events, lost, disorder, endedConnections, killedProcesses, findings } = await runTail(
      url,
      SECONDS,
    );
    print(`tail, ${SECONDS} s`, {
      events,
      'committed for certain': committed,
      lost,
      'out of order, twice or behind a gap': disorder,
      'findings of the audit': findings,
      'connections ended': endedConnections,
      'processes killed': killedProcesses,
    });
  });
}
