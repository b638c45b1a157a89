import { sql } from 'drizzle-orm';
import type { Executor } from '../log/database.ts';
import type { EventsAnswer } from '../wire/api.ts';
import { eventConditions } from './event-filter.ts';
import { loadPlacedEvents } from './event-views.ts';
import { noCursor } from './no-cursor.ts';
import type { EventsQuery } from './queries.ts';

const CURSOR = /^(\d{1,15})_(\d{1,9})$/;

/** Coded events as they were recorded, newest first, a page at a time; suppressed ones when asked for. */
export async function askEvents(db: Executor, query: EventsQuery): Promise<EventsAnswer> {
  const { limit = 50 } = query;
  const conditions = eventConditions(query);
  const [, position, seq] = query.cursor === undefined ? [] : (CURSOR.exec(query.cursor) ?? noCursor(query.cursor));
  if (position !== undefined)
    conditions.push(
      sql`(e.position < ${position}::bigint or (e.position = ${position}::bigint and e.seq > ${seq}::int))`,
    );
  const weight = sql`abs((e.data ->> 'score')::float * (e.data -> 'confidence' ->> 'overall')::float) desc, `;
  const order = sql`${query.order === 'weight' ? weight : sql``}e.position desc, e.seq`;
  const placed = await loadPlacedEvents(db, sql.join(conditions, sql` and `), order, limit + 1);
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map(({ event }) => event),
    next: placed.length > limit && last && query.order !== 'weight' ? `${last.event.position}_${last.seq}` : null,
  };
}
