import { type SQL, sql } from 'drizzle-orm';
import { outletName } from './event-views.ts';
import { countriesNamed } from './names.ts';
import type { EventsFilter } from './queries.ts';

/** What a filter asks of `e` (coded_events), `r` (report_days) and `b` (reports), for `loadEvents`. */
export function eventConditions(filter: EventsFilter): SQL[] {
  const { subject, report, type, quad, actor, recipient, outlet, source, q, from, to } = filter;
  const conditions: SQL[] = [sql`e.status = ${filter.status ?? 'coded'}`];
  if (subject !== undefined) conditions.push(sql`e.subjects @> array[${subject}]::text[]`);
  if (report !== undefined) conditions.push(sql`e.report_id = ${report}`);
  if (type !== undefined) conditions.push(sql`e.type = ${type}`);
  if (quad !== undefined) conditions.push(sql`(e.data ->> 'quad')::int = ${quad}`);
  if (from !== undefined) conditions.push(sql`e.event_day >= ${from}`);
  if (to !== undefined) conditions.push(sql`e.event_day <= ${to}`);
  if (actor !== undefined) conditions.push(isParty(sql`'actors'`, actor));
  if (recipient !== undefined) conditions.push(isParty(sql`'recipients'`, recipient));
  if (outlet !== undefined) conditions.push(sql`${outletName} ilike ${containing(outlet)}`);
  if (source !== undefined)
    conditions.push(sql`r.source_id in (select source_id from sources where lower(name) = lower(${source}))`);
  if (q !== undefined) conditions.push(sql`b.text ilike ${containing(q)}`);
  return conditions;
}

/** One of the parties of a side has the country of that code or name, or is a body whose name holds the words. */
function isParty(side: SQL, text: string): SQL {
  return sql`exists (select 1 from jsonb_array_elements(e.data -> ${side}) as p
    where p ->> 'country' = any(${sql.param(countriesNamed(text))}::text[]) or p ->> 'entity' ilike ${containing(text)})`;
}

/** A pattern for text that holds these words as they stand. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
