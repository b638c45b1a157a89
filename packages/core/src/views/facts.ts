import { type SQL, sql } from 'drizzle-orm';
import type { CountedReport } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { SubjectFacts } from '../domain/series.ts';
import { countriesOf, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';

export type FactsOfSubject = Pick<SubjectFacts, 'sums'> & {
  reports: (CountedReport & { demo: boolean })[];
  demoDays: Day[];
};

/** Reports `r` whose source has not been withdrawn. */
export const IN_FORCE: SQL = sql`r.withdrawn_position is null`;
/** Reports `r` that count towards coverage. */
export const COUNTED: SQL = sql`(r.outcome = 'coded' or (r.outcome = 'not-coded' and r.reason in ('no-act', 'suppressed-only'))) and ${IN_FORCE}`;

/** Everything a reading of one subject is made of. */
export async function loadFacts(db: Executor, subject: Subject): Promise<FactsOfSubject> {
  const sums = await db.execute<{ day: Day; conflict: string; cooperation: string }>(
    sql`select day::text, conflict, cooperation from subject_days where subject = ${subject} order by day`,
  );
  const reports = await db.execute<{ publishedDay: Day; earliestEventDay: Day | null; outlet: string; demo: boolean }>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.outlet, r.demo
        from report_days r where ${COUNTED} and r.countries @> ${sql.param(countriesOf(subject))}::text[]
        order by r.published_day, r.report_id`,
  );
  const demo = await db.execute<{ day: Day }>(
    sql`select distinct c.event_day::text as day from contributions c join report_days r on r.report_id = c.report_id
        where c.subject = ${subject} and r.demo and ${IN_FORCE} order by 1`,
  );
  return {
    sums: sums.rows.map(row => ({
      day: row.day,
      conflict: Number(row.conflict),
      cooperation: Number(row.cooperation),
    })),
    reports: reports.rows,
    demoDays: demo.rows.map(row => row.day),
  };
}
