import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Recorded } from '../domain/log-event.ts';
import { describe } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/logging.ts';
import { type Database, isTransient, type Transaction } from './database.ts';
import { readAll } from './read.ts';

/** The log was cut back or replaced since the checkpoint was written; going on would count wrongly. */
export class LogRewound extends Error {}

/**
 * Reads the next events for a named reader, applies them, and moves its checkpoint, all in one transaction. The row of
 * the checkpoint is locked first, so two readers of one name take turns and never apply an event twice.
 * Answers the positions before and after; they are equal when there was nothing to read. Throws `LogRewound`.
 */
export async function advance(
  db: Database,
  name: string,
  apply: (tx: Transaction, events: Recorded[]) => Promise<void>,
  limit = 500,
): Promise<{ from: Position; to: Position }> {
  return db.transaction(async tx => {
    await tx.execute(sql`insert into checkpoints (name, position) values (${name}, 0) on conflict do nothing`);
    const { rows } = await tx.execute<{ position: string; last_event_id: string | null }>(
      sql`select position, last_event_id from checkpoints where name = ${name} for update`,
    );
    const at = Number(rows[0]?.position ?? 0);
    // A statement of its own: one that waited for the lock still sees the log as it was before the wait.
    const log = await tx.execute<{ seen: string | null; head: string }>(
      sql`select (select event_id from events where position = ${at}) as seen, (select coalesce(max(position), 0) from events) as head`,
    );
    if (at > 0 && log.rows[0]?.seen !== rows[0]?.last_event_id) {
      throw new LogRewound(
        `reader ${name} stands at position ${at}, which the log does not hold as it was read; run npm run rebuild`,
      );
    }
    const events = at < Number(log.rows[0]?.head ?? 0) ? await readAll(tx, at, limit) : [];
    const last = events.at(-1);
    if (!last) return { from: at, to: at };
    await apply(tx, events);
    await tx.execute(
      sql`update checkpoints set position = ${last.position}, last_event_id = ${last.eventId} where name = ${name}`,
    );
    return { from: at, to: last.position };
  });
}

export type Runner = { wake(): void; stop(): Promise<void> };

/**
 * Runs `step` again and again for as long as it answers that there is more, then waits to be woken. A step that fails
 * because the database is away is tried again at the next waking; any other failure stops the runner through `onFatal`.
 */
export function createRunner(
  name: string,
  step: () => Promise<boolean>,
  logger: Logger,
  onFatal: (error: unknown) => void,
): Runner {
  let woken = false;
  let stopped = false;
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    while (woken && !stopped) {
      woken = false;
      try {
        if (await step()) woken = true;
      } catch (error) {
        if (stopped) return;
        if (isTransient(error)) {
          logger.warn({ runner: name, error: describe(error) }, 'the database is away; trying again');
          return;
        }
        stopped = true;
        logger.error({ runner: name, error: describe(error) }, 'stopped: this must be looked at');
        onFatal(error);
      }
    }
  };
  return {
    wake: () => {
      woken = true;
      if (stopped) return;
      running ??= run().finally(() => {
        running = null;
      });
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
