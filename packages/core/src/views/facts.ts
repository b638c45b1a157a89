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

/** Reports that count towards coverage, as known at a position (null: now). */
export function countedAt(asOf: number | null): SQL {
  const outcome = sql`(r.outcome = 'coded' or (r.outcome = 'not-coded' and r.reason in ('no-act', 'suppressed-only')))`;
  return sql`${outcome} and ${inForceAt(asOf)} ${asOf === null ? sql`` : sql`and r.outcome_position <= ${asOf}`}`;
}

/** Reports whose source had not been withdrawn at a position (null: now). */
export function inForceAt(asOf: number | null): SQL {
  return asOf === null
    ? sql`r.withdrawn_position is null`
    : sql`(r.withdrawn_position is null or r.withdrawn_position > ${asOf})`;
}

/** Everything a reading of one subject is made of, as known at a position (null: now, from the running sums). */
export async function loadFacts(db: Executor, subject: Subject, asOf: number | null): Promise<FactsOfSubject> {
  const sums = await db.execute<{ day: Day; conflict: string; cooperation: string }>(
    asOf === null
      ? sql`select day::text, conflict, cooperation from subject_days where subject = ${subject} order by day`
      : sql`select event_day::text as day, sum(conflict) as conflict, sum(cooperation) as cooperation from contributions
            where subject = ${subject} and position <= ${asOf} group by 1 order by 1`,
  );
  const reports = await db.execute<{ publishedDay: Day; earliestEventDay: Day | null; outlet: string; demo: boolean }>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.outlet, r.demo
        from report_days r where ${countedAt(asOf)} and r.countries @> ${sql.param(countriesOf(subject))}::text[]
        order by r.published_day, r.report_id`,
  );
  const demo = await db.execute<{ day: Day }>(
    sql`select distinct c.event_day::text as day from contributions c join report_days r on r.report_id = c.report_id
        where c.subject = ${subject} and r.demo and ${inForceAt(asOf)} ${asOf === null ? sql`` : sql`and c.position <= ${asOf}`} order by 1`,
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
