import { sql } from 'drizzle-orm';
import { COVERAGE_DAYS, type CountedReport } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import { dyad, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import { COUNTED, FIRST_DAY } from './in-force.ts';

/** A counted report with the countries that it names. */
export type NamingReport = CountedReport & { demo: boolean; countries: string };
/** Days that reports cover, and the countries that they name, a text for each report. */
export type CoverSpan = Pick<CountedReport, 'publishedDay' | 'earliestEventDay'> & { demo: boolean; named: string[] };

/** The reports that cover anything on some day of a range. */
export async function loadCover(db: Executor, from: Day, to: Day): Promise<NamingReport[]> {
  const { rows } = await db.execute<NamingReport>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.demo, r.outlet, array_to_string(r.countries, ' ') as countries
        from report_days r where ${COUNTED} and r.published_day > ${addDays(from, -COVERAGE_DAYS)} and ${FIRST_DAY} <= ${to}`,
  );
  return rows;
}

/** The days of a range that reports cover. */
export async function loadCoverSpans(db: Executor, from: Day, to: Day): Promise<CoverSpan[]> {
  // A row a day and not a report: taking rows apart is what would take long.
  const { rows } = await db.execute<CoverSpan>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.demo, json_agg(array_to_string(r.countries, ' ')) as named
        from report_days r where ${COUNTED} and r.published_day > ${addDays(from, -COVERAGE_DAYS)} and ${FIRST_DAY} <= ${to} group by 1, 2, 3`,
  );
  return rows;
}

/**
 * Tells the subjects that a report covers by the countries it names, but for the world: each of them, and each two. What
 * was told once is not worked out again.
 */
export function createNamed(): (countries: string) => readonly Subject[] {
  const known = new Map<string, readonly Subject[]>();
  return countries => {
    const before = known.get(countries);
    if (before) return before;
    const codes = countries === '' ? [] : countries.split(' ');
    const subjects = codes.flatMap((a, i) => [a, ...codes.slice(i + 1).map(b => dyad(a, b))]);
    known.set(countries, subjects);
    return subjects;
  };
}
