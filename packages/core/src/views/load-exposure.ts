import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import { kindOf, type Subject } from '../domain/subject.ts';
import type { ExposureDay } from '../domain/threat-act.ts';
import type { Executor } from '../log/database.ts';
import { READ } from './in-force.ts';
import type { Since } from './ledger.ts';

type Hour = ExposureDay & { hour: number };

/** Events `e` that are a threat or an act: as the partial index coded_events_danger is written. */
const DANGER = sql`e.status = 'coded' and (e.type in ('THREATEN', 'MOBILIZE', 'ASSAULT') or (e.type = 'COERCE' and e.data ->> 'mode' = 'seize'))`;

/** Hour of publication of a report `r`, 0 when none is known on its day. */
const HOUR = sql`case when r.published_at::date = r.published_day then extract(hour from r.published_at)::int else 0 end`;

/**
 * Reports read by day of publication, ascending, and how many of them tell of a threat or an act with the subject as
 * actor, recipient or place.
 */
export async function loadExposure(db: Executor, subject: Subject, range: Since): Promise<ExposureDay[]> {
  return loadCounts(db, subject, range, sql`0`);
}

/** The same by hour of publication. */
export async function loadExposureHours(
  db: Executor,
  subject: Subject,
  range: { from: Day; to: Day },
): Promise<Hour[]> {
  return loadCounts(db, subject, range, HOUR);
}

async function loadCounts(db: Executor, subject: Subject, { from, to }: Since, hour: SQL): Promise<Hour[]> {
  const concerns =
    kindOf(subject) === 'world'
      ? sql`true`
      : sql`(e.subjects @> array[${subject}]::text[] or e.data -> 'location' ->> 'country' = ${subject})`;
  const { rows } = await db.execute<Hour>(
    sql`select day::text, hour, count(*)::int as read, count(*) filter (where threat)::int as threat, count(*) filter (where act)::int as act,
          count(*) filter (where threat or act)::int as either
        from (
          select r.published_day as day, min(${hour}) as hour, bool_or(d.threat) as threat, bool_or(d.act) as act
          from report_days r left join (
            select e.report_id, bool_or(e.type in ('THREATEN', 'MOBILIZE')) as threat, bool_or(e.type in ('ASSAULT', 'COERCE')) as act
            from coded_events e where ${DANGER} and e.until_position is null and ${concerns} group by e.report_id) d on d.report_id = r.report_id
          where ${READ} and r.published_day <= ${to} and ${from === null ? sql`true` : sql`r.published_day >= ${from}`}
          group by r.published_day, coalesce(r.text_key::bigint, 10000000000 + r.received_position)) texts
        group by 1, 2 order by 1, 2`,
  );
  return rows;
}
