import { addDays, type Day } from './day.ts';

export type Coverage = 'ok' | 'low' | 'none';

/** A counted report: the day it was published, the earliest day it tells of, and the outlet. */
export type CountedReport = { publishedDay: Day; earliestEventDay: Day | null; outlet: string };

/** A report covers this many days, the day of its publication among them. */
const COVERAGE_DAYS = 14;
export const OK_REPORTS = 5;
export const OK_OUTLETS = 2;

/** First and last day that a report covers: from its publication, or the earliest event it tells of, for 14 days. */
export function coveredSpan(report: CountedReport): { first: Day; last: Day } {
  const { publishedDay, earliestEventDay } = report;
  return {
    first: earliestEventDay !== null && earliestEventDay < publishedDay ? earliestEventDay : publishedDay,
    last: addDays(publishedDay, COVERAGE_DAYS - 1),
  };
}

/** How many reports and outlets stand behind a day: `none` without a report, `low` under 5 reports or 2 outlets. */
export function coverageOn(
  reports: readonly CountedReport[],
  day: Day,
): { coverage: Coverage; reports: number; outlets: number } {
  const outlets = new Set<string>();
  let count = 0;
  for (const report of reports) {
    const { first, last } = coveredSpan(report);
    if (day < first || day > last) continue;
    count += 1;
    outlets.add(report.outlet);
  }
  const coverage = count === 0 ? 'none' : count < OK_REPORTS || outlets.size < OK_OUTLETS ? 'low' : 'ok';
  return { coverage, reports: count, outlets: outlets.size };
}
