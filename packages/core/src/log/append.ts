import { type SQL, sql } from 'drizzle-orm';
import type { EventId, Position } from '../domain/ids.ts';
import type { LogEvent } from '../domain/log-event.ts';
import { type Executor, pgCode, type Transaction } from './database.ts';
import { SCHEMA_VERSIONS } from './upcast.ts';

/** An event on its way into the log. `eventId` must be one that a repeat derives again. */
export type NewEvent<E extends LogEvent = LogEvent> = E & {
  eventId: EventId;
  streamId: string;
  /** RFC 3339; the time of recording when absent. */
  occurredAt?: string;
  meta?: { userId?: string; causedBy?: Position };
};

/** What a stream must look like before the append; `any` when absent. */
export type ExpectedVersion = 'any' | 'none' | 'exists' | number;
/** `appended` is false when the event was in the log already, with the same content. */
export type Appended = { eventId: EventId; position: Position; version: number; appended: boolean };

/** Somebody else wrote to the stream first. */
export class VersionConflict extends Error {}
/** The id stands in the log with other content. */
export class EventConflict extends Error {}

/**
 * Takes the append lock until the transaction ends. A transaction that also locks rows takes it first, as every other
 * writer of the log does, or two of them could wait for each other for ever.
 */
export async function lockLog(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7265001)`);
}

/**
 * Appends a batch, all or nothing, and answers in the order of the batch. Takes the append lock until the caller's
 * transaction ends, so it comes first in one. Throws `VersionConflict` or `EventConflict`.
 */
export async function append(
  db: Executor,
  batch: readonly NewEvent[],
  expected: Record<string, ExpectedVersion> = {},
): Promise<Appended[]> {
  if (batch.length === 0) return [];
  // One array a column: PostgreSQL takes them faster than a document of all, and knows each type at once.
  const column = (read: (event: NewEvent) => unknown): SQL => sql`${sql.param(batch.map(read))}`;
  try {
    const result = await db.execute<{ id: string; position: string; version: number; appended: boolean }>(
      sql`select out_event_id as id, out_position as position, out_version as version, out_appended as appended
          from append_events(${column(event => event.eventId)}::uuid[], ${column(event => event.streamId)}::text[],
            ${column(event => event.type)}::text[], ${column(event => SCHEMA_VERSIONS[event.type])}::smallint[],
            ${column(event => event.occurredAt ?? null)}::timestamptz[], ${column(event => JSON.stringify(event.data))}::jsonb[],
            ${column(event => JSON.stringify(event.meta ?? {}))}::jsonb[], ${JSON.stringify(expected)}::jsonb)`,
    );
    return result.rows.map(row => ({
      eventId: row.id,
      position: Number(row.position),
      version: row.version,
      appended: row.appended,
    }));
  } catch (error) {
    if (pgCode(error) === 'TN001')
      throw new EventConflict('this event is in the log with other content', { cause: error });
    if (pgCode(error) === 'TN002') throw new VersionConflict('the stream has moved on', { cause: error });
    throw error;
  }
}
