import { sql } from 'drizzle-orm';
import type { Learned } from '../domain/backtest.ts';
import type { CountedReport } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import { countriesOf, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import { COUNTED } from './in-force.ts';

/** By what a backtest knows the time of a report: when this installation recorded it, or when it was published. */
export type Clock = 'recorded' | 'published';

type SumRow = { at: number; day: Day; conflict: string; cooperation: string };
type ReportRow = Omit<CountedReport, 'text'> & { at: number; reportId: string; counts: boolean };

const MS = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`);

/** Everything that was learned of a subject about days from `from` on, in the order of a clock. */
export async function loadLearned(db: Executor, subject: Subject, clock: Clock, from: Day): Promise<Learned[]> {
  const [sums, reports] =
    clock === 'recorded' ? await asRecorded(db, subject, from) : await asPublished(db, subject, from);
  const learned = new Map<number, { sums: Learned['sums'][number][]; reports: Learned['reports'][number][] }>();
  const at = (time: number) => {
    const known = learned.get(time) ?? { sums: [], reports: [] };
    learned.set(time, known);
    return known;
  };
  for (const { at: time, day, conflict, cooperation } of sums)
    at(time).sums.push({ day, conflict: Number(conflict), cooperation: Number(cooperation) });
  for (const { at: time, reportId, counts, publishedDay, earliestEventDay, outlet } of reports)
    at(time).reports.push({ reportId, report: counts ? { publishedDay, earliestEventDay, outlet } : null });
  return [...learned].sort(([a], [b]) => a - b).map(([time, it]) => ({ at: time, ...it }));
}

/** Rows of the ledger and versions of reports, at the time their positions were recorded. */
async function asRecorded(db: Executor, subject: Subject, from: Day): Promise<[SumRow[], ReportRow[]]> {
  const sums = await db.execute<SumRow>(
    sql`select ${MS('e.recorded_at')} as at, c.event_day::text as day, sum(c.conflict) as conflict, sum(c.cooperation) as cooperation
        from contributions c join events e on e.position = c.position
        where c.subject = ${subject} and c.event_day >= ${from} group by c.position, 1, 2 order by c.position`,
  );
  const columns = sql`r.report_id, r.changed_position, r.published_day, r.earliest_event_day, r.outlet, r.countries, r.outcome, r.reason, r.withdrawn_position`;
  const reports = await db.execute<ReportRow>(
    sql`select ${MS('e.recorded_at')} as at, r.report_id as "reportId", (${COUNTED}) as counts, r.published_day::text as "publishedDay",
          r.earliest_event_day::text as "earliestEventDay", r.outlet
        from (select ${columns} from report_days r union all select ${columns} from report_days_past r) r
        join events e on e.position = r.changed_position
        where r.countries @> ${sql.param(countriesOf(subject))}::text[] and r.published_day >= ${from} order by r.changed_position`,
  );
  return [sums.rows, reports.rows];
}

/** What is in force now, each report at the time it was published; without one, when it was received. */
async function asPublished(db: Executor, subject: Subject, from: Day): Promise<[SumRow[], ReportRow[]]> {
  const time = sql`coalesce(r.published_at, r.received_at)`;
  const sums = await db.execute<SumRow>(
    sql`select floor(extract(epoch from ${time}) * 1000)::float8 as at, c.event_day::text as day, sum(c.conflict) as conflict, sum(c.cooperation) as cooperation
        from contributions c join report_days r on r.report_id = c.report_id
        where c.subject = ${subject} and c.event_day >= ${from} group by 1, 2
        having sum(c.conflict) <> 0 or sum(c.cooperation) <> 0 order by 1`,
  );
  const reports = await db.execute<ReportRow>(
    sql`select floor(extract(epoch from ${time}) * 1000)::float8 as at, r.report_id as "reportId", true as counts, r.published_day::text as "publishedDay",
          r.earliest_event_day::text as "earliestEventDay", r.outlet
        from report_days r where ${COUNTED} and r.countries @> ${sql.param(countriesOf(subject))}::text[] and r.published_day >= ${from} order by 1`,
  );
  return [sums.rows, reports.rows];
}

/** Share of the reports of a subject, published since a day, that were recorded more than 48 hours after; null without any. */
export async function shareLate(db: Executor, subjects: readonly Subject[], from: Day): Promise<number | null> {
  const { rows } = await db.execute<{ all: number; late: number }>(
    sql`select count(*)::int as all, count(*) filter (where r.received_at - coalesce(r.published_at, r.published_day::timestamptz) > interval '48 hours')::int as late
        from report_days r where ${COUNTED} and r.published_day >= ${from}
          and exists (select 1 from unnest(${sql.param(subjects)}::text[]) s where s = 'world' or r.countries @> string_to_array(s, '-'))`,
  );
  const { all = 0, late = 0 } = rows[0] ?? {};
  return all === 0 ? null : late / all;
}
