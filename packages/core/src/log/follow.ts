import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Recorded } from '../domain/log-event.ts';
import type { Executor, Transaction } from './database.ts';
import { readAll } from './read.ts';

/** The log was cut back or replaced since the checkpoint was written; going on would count wrongly. */
export class LogRewound extends Error {}
/** Somebody else moves this projection now; whoever held it before must stop. */
export class Fenced extends Error {}

export type Status = 'building' | 'live' | 'standby';

/** A version of a projection in the hands of whoever moves it: how far it has come, and the epoch that fences others. */
export type Held = {
  name: string;
  version: number;
  schema: string;
  status: Status;
  position: Position;
  lastEventId: string | null;
  epoch: number;
};

/**
 * Takes over the version of a projection that is live, or another one; whoever held it before is fenced. Throws
 * `LogRewound` when the log is not the one that was read.
 */
export async function takeOver(db: Executor, name: string, version?: number): Promise<Held> {
  const { rows } = await db.execute<
    Pick<Held, 'schema' | 'status'> & { version: number; position: string; last_event_id: string | null; epoch: number }
  >(
    sql`update projections set epoch = epoch + 1 where name = ${name} and ${version === undefined ? sql`status = 'live'` : sql`version = ${version}`}
        returning version, schema, status, position, last_event_id, epoch`,
  );
  const [row] = rows;
  if (!row) throw new Error(`there is no ${version === undefined ? 'live' : `${version}.`} version of ${name}`);
  const { schema, status, epoch } = row;
  const held = {
    name,
    version: row.version,
    schema,
    status,
    position: Number(row.position),
    lastEventId: row.last_event_id,
    epoch,
  };
  await refuseRewound(db, held);
  return held;
}

async function refuseRewound(db: Executor, { name, position, lastEventId }: Held): Promise<void> {
  if (position === 0) return;
  const { rows } = await db.execute<{ event_id: string }>(
    sql`select event_id from events where position = ${position}`,
  );
  if (rows[0]?.event_id !== lastEventId) {
    throw new LogRewound(
      `reader ${name} stands at position ${position}, which the log does not hold as it was read; run npm run rebuild`,
    );
  }
}

export type Apply = (tx: Transaction, events: Recorded[]) => Promise<void>;
type Transactor = { transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T> };

/** The next events for a projection, at most `limit`, without a gap. Throws `LogRewound` when there is one. */
export async function readNext(db: Executor, after: Position, limit: number): Promise<Recorded[]> {
  const events = await readAll(db, after, limit);
  const odd = events.find((event, i) => event.position !== after + i + 1);
  if (odd) throw new LogRewound(`the log has a gap before position ${odd.position}; run npm run verify`);
  return events;
}

/**
 * Applies events that follow on what a projection has read, in its schema, and moves its checkpoint, all in one
 * transaction. Throws `Fenced` when somebody else has taken the projection over, or it has changed its status.
 */
export async function advance(db: Transactor, held: Held, events: Recorded[], apply: Apply): Promise<Held> {
  const last = events.at(-1);
  if (!last) return held;
  return db.transaction(async tx => {
    // First of all: one that was replaced must not get as far as tables that another has written meanwhile.
    const moved = await move(tx, held, last);
    await tx.execute(sql`select set_config('search_path', ${`${held.schema}, public`}, true)`);
    await apply(tx, events);
    return moved;
  });
}

/** Moves a checkpoint by compare-and-set, in the transaction of the effect. */
export async function move(tx: Transaction, held: Held, last: Pick<Recorded, 'position' | 'eventId'>): Promise<Held> {
  const { rowCount } = await tx.execute(
    sql`update projections set position = ${last.position}, last_event_id = ${last.eventId}
        where name = ${held.name} and version = ${held.version} and position = ${held.position} and epoch = ${held.epoch} and status = ${held.status}`,
  );
  if (rowCount !== 1) throw new Fenced(`version ${held.version} of ${held.name} is moved by somebody else`);
  return { ...held, position: last.position, lastEventId: last.eventId };
}
