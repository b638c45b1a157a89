import { sql } from 'drizzle-orm';
import type { Executor } from '../log/database.ts';
import { VIEWS_CHANNEL } from '../log/doorbell.ts';
import { advance, type Held, readNext, takeOver } from '../log/follow.ts';
import { createLeader, type LeaderOptions } from '../log/leader.ts';
import type { Runner } from '../log/runner.ts';
import { project, VIEWS } from './project.ts';

const LOCK = 7265003;
const BATCH = 500;

type Transactor = Executor & Parameters<typeof advance>[0];

/**
 * Brings a version of the views one batch further. The live one rings, once a batch, for those who watch it; a version
 * that is being built beside it is mute.
 */
export async function projectBatch(db: Transactor, held: Held, limit = BATCH): Promise<Held> {
  const events = await readNext(db, held.position, limit);
  return advance(db, held, events, async (tx, batch) => {
    await project(tx, batch);
    if (held.status === 'live')
      await tx.execute(sql`select pg_notify(${VIEWS_CHANNEL}, ${String(batch.at(-1)?.position ?? 0)})`);
  });
}

/** Keeps the live views up with the log, in one process of all that offer to. */
export function createProjector(
  options: Pick<LeaderOptions, 'url' | 'logger' | 'onFatal' | 'leaseMs' | 'pollMs' | 'standbyMs'>,
): Runner {
  return createLeader({
    ...options,
    name: 'project',
    lock: LOCK,
    lead: async db => {
      let held = await takeOver(db, VIEWS);
      return async () => {
        const before = held.position;
        held = await projectBatch(db, held);
        return held.position > before;
      };
    },
  });
}
