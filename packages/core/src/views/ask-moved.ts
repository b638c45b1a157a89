import { sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import { dyad, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';

/** A report that names more countries than this moves the coverage of each, but its pairs are not spelled out. */
const MAX_PAIRED = 12;

/** Subjects and days whose readings may have changed between two positions: by a row of the ledger or by coverage. */
export async function movedBetween(
  db: Executor,
  after: number,
  upTo: number,
): Promise<{ subjects: Subject[]; days: Day[] }> {
  const rows = await db.execute<{ subject: Subject; day: Day }>(
    sql`select distinct subject, event_day::text as day from contributions where position > ${after} and position <= ${upTo}`,
  );
  const reports = await db.execute<{ countries: string[]; day: Day }>(
    sql`select distinct countries, published_day::text as day from report_days where changed_position > ${after} and changed_position <= ${upTo} and outcome in ('coded', 'not-coded')`,
  );
  const subjects = new Set(rows.rows.map(row => row.subject));
  const days = new Set(rows.rows.map(row => row.day));
  for (const { countries, day } of reports.rows) {
    days.add(day);
    for (const a of countries) {
      subjects.add(a);
      if (countries.length <= MAX_PAIRED) for (const b of countries) if (a < b) subjects.add(dyad(a, b));
    }
  }
  return { subjects: [...subjects].sort(), days: [...days].sort() };
}
