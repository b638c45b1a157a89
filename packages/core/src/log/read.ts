import { sql } from 'drizzle-orm';
import type { EventId, Position } from '../domain/ids.ts';
import type { Recorded } from '../domain/log-event.ts';
import { parseLogEvent } from '../wire/log-event.ts';
import type { Executor } from './database.ts';
import { upcast } from './upcast.ts';

type Row = {
  position: string;
  event_id: string;
  stream_id: string;
  stream_version: number;
  type: string;
  schema_version: number;
  occurred_at: string;
  recorded_at: string;
  data: unknown;
  meta: unknown;
};

// Timestamps as text keep their microseconds, which a JavaScript date would cut.
const columns = sql.raw(`position, event_id, stream_id, stream_version, type, schema_version,
  to_char(occurred_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
  to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at, data, meta`);

/** Events after a position in log order, at most `limit`. The positions have no gaps, so nothing can be missed. */
export async function readAll(db: Executor, after: Position, limit: number): Promise<Recorded[]> {
  const { rows } = await db.execute<Row>(
    sql`select ${columns} from events where position > ${after} order by position limit ${limit}`,
  );
  return rows.map(toRecorded);
}

/** All events of one stream in order. */
export async function readStream(db: Executor, streamId: string): Promise<Recorded[]> {
  const { rows } = await db.execute<Row>(
    sql`select ${columns} from events where stream_id = ${streamId} order by stream_version`,
  );
  return rows.map(toRecorded);
}

/** Events by their ids, in log order; those that there are. */
export async function readEvents(db: Executor, eventIds: readonly EventId[]): Promise<Recorded[]> {
  if (eventIds.length === 0) return [];
  const { rows } = await db.execute<Row>(
    sql`select ${columns} from events where event_id = any(${sql.param([...new Set(eventIds)])}::uuid[]) order by position`,
  );
  return rows.map(toRecorded);
}

/** All events of several streams, each in order. */
export async function readStreams(db: Executor, streamIds: readonly string[]): Promise<Map<string, Recorded[]>> {
  const { rows } = await db.execute<Row>(
    sql`select ${columns} from events where stream_id = any(${sql.param(streamIds)}::text[]) order by stream_id, stream_version`,
  );
  const streams = new Map<string, Recorded[]>();
  for (const row of rows) {
    const events = streams.get(row.stream_id) ?? [];
    events.push(toRecorded(row));
    streams.set(row.stream_id, events);
  }
  return streams;
}

/** Position of the last event, 0 in an empty log. */
export async function headOf(db: Executor): Promise<Position> {
  const { rows } = await db.execute<{ head: string }>(sql`select coalesce(max(position), 0) as head from events`);
  return Number(rows[0]?.head ?? 0);
}

function toRecorded(row: Row): Recorded {
  const { type, data } = upcast(row.type, row.schema_version, row.data);
  return {
    ...parseLogEvent(type, data),
    position: Number(row.position),
    eventId: row.event_id,
    streamId: row.stream_id,
    streamVersion: row.stream_version,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    meta: typeof row.meta === 'object' && row.meta !== null ? row.meta : {},
  };
}
