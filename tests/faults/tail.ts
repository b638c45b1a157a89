import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { auditLog } from '../../packages/core/src/log/audit.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { readAll } from '../../packages/core/src/log/read.ts';
import { waitFor } from '../setup/wait-for.ts';

export type TailResult = {
  committed: number;
  events: number;
  /** Committed for certain and not seen by every reader. */
  lost: number;
  /** Seen twice, or out of order, or behind a gap, by any reader. */
  disorder: number;
  endedConnections: number;
  killedProcesses: number;
  findings: number;
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROCESSES = 2;
const WRITERS_EACH = 8;
const READERS = 3;
const END_EVERY_MS = 300;
const KILL_EVERY_MS = 4_000;

/**
 * Sixteen writers in two processes append for a while, undoing some, while connections are ended under them and one
 * process after the other is killed; three readers follow by their last position alone (M2).
 */
export async function runTail(url: string, seconds: number): Promise<TailResult> {
  const db = openDatabase(url, { max: READERS + 2 });
  const committed = new Set<string>();
  let writing = true;
  let killedProcesses = 0;
  let endedConnections = 0;
  const start = (): ChildProcess => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'tests/faults/tail-writers.ts', url, String(WRITERS_EACH)],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    // A line that was cut off by a kill is no id.
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', line => line.length === 36 && committed.add(line));
    return child;
  };
  const children = Array.from({ length: PROCESSES }, start);
  const seen = Array.from({ length: READERS }, (): { position: number; eventId: string }[] => []);
  const readers = seen.map(async (events, reader) => {
    for (let at = 0; ; at = events.at(-1)?.position ?? 0) {
      const last = !writing;
      const some = await readAll(db, at, 50 + 200 * reader);
      for (const { position, eventId } of some) events.push({ position, eventId });
      if (last && some.length === 0) return;
      await delay(reader);
    }
  });
  try {
    await waitFor('the writers', () => (committed.size > 0 ? true : null), 60_000);
    const until = performance.now() + 1_000 * seconds;
    let killAt = performance.now() + KILL_EVERY_MS / 2;
    while (performance.now() < until) {
      await delay(END_EVERY_MS);
      const { rowCount } = await db.$client.query(
        `select pg_terminate_backend(pid) from (select pid from pg_stat_activity where application_name = 'tensiometer-tail-writer'
           and datname = current_database() order by random() limit 1) one`,
      );
      endedConnections += rowCount ?? 0;
      if (performance.now() < killAt) continue;
      killAt += KILL_EVERY_MS;
      const which = killedProcesses % PROCESSES;
      const gone = children[which];
      gone?.kill('SIGKILL');
      killedProcesses += 1;
      children[which] = start();
    }
  } finally {
    for (const child of children) {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    }
    // What the server was still doing for those who were killed ends before the readers look for the last time.
    await waitFor('the last writers to be gone', async () => {
      const { rowCount } = await db.$client.query(
        `select 1 from pg_stat_activity where application_name = 'tensiometer-tail-writer' and datname = current_database()`,
      );
      return rowCount === 0 ? true : null;
    });
    writing = false;
    await Promise.all(readers);
  }
  const audit = await auditLog(db, null);
  await db.$client.end();
  const ids = seen.map(events => new Set(events.map(event => event.eventId)));
  return {
    committed: committed.size,
    events: audit.events,
    lost: [...committed].filter(id => ids.some(it => !it.has(id))).length,
    disorder: seen.reduce(
      (sum, events) =>
        sum + events.filter((event, i) => event.position !== i + 1).length + Math.abs(events.length - audit.events),
      0,
    ),
    endedConnections,
    killedProcesses,
    findings: audit.findings.length + (audit.head.position === audit.events ? 0 : 1),
  };
}
