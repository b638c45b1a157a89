import { addDays, type Day, dayNumber } from './day.ts';
import { type Tallies, talliesOf } from './tallies.ts';

export type Coverage = 'ok' | 'low' | 'none';

/**
 * A counted report: the day it was published, the earliest day it tells of, and the outlet. `lateHours` is how long after
 * publication it came, null without a time of publication; `text` is alike for reports of the
 * same words in the same order, null without words.
 */
export type CountedReport = {
  publishedDay: Day;
  earliestEventDay: Day | null;
  outlet: string;
  lateHours?: number | null;
  text?: number | null;
};

/** What stands behind a reading. */
export type CoverageReading = {
  coverage: Coverage;
  reports: number;
  outlets: number;
  /** Median hours from publication to arrival, to a tenth; null when no report says when it was published. */
  lateHours: number | null;
  /** Share of the reports that repeat the text of another, 0 to 1; null without reports. */
  copies: number | null;
};

/** A report covers this many days, the day of its publication among them. */
export const COVERAGE_DAYS = 14;
export const OK_REPORTS = 5;
export const OK_OUTLETS = 2;
/** Lateness is told up to this many hours. */
const MOST_HOURS = 14 * 24;

const UNCOVERED: CoverageReading = { coverage: 'none', reports: 0, outlets: 0, lateHours: null, copies: null };

/** What so many reports of so many outlets are worth. */
export function coverageOf(reports: number, outlets: number): Coverage {
  if (reports === 0) return 'none';
  return reports < OK_REPORTS || outlets < OK_OUTLETS ? 'low' : 'ok';
}

/** First and last day that a report covers: from its publication, or the earliest event it tells of, for 14 days. */
export function coveredSpan(report: Pick<CountedReport, 'publishedDay' | 'earliestEventDay'>): {
  first: Day;
  last: Day;
} {
  const { publishedDay, earliestEventDay } = report;
  return {
    first: earliestEventDay !== null && earliestEventDay < publishedDay ? earliestEventDay : publishedDay,
    last: addDays(publishedDay, COVERAGE_DAYS - 1),
  };
}

/** First and last day that any of the reports covers; null without reports. */
export function coveredRange(
  reports: readonly Pick<CountedReport, 'publishedDay' | 'earliestEventDay'>[],
): { first: Day; last: Day } | null {
  let range: { first: Day; last: Day } | null = null;
  for (const report of reports) {
    const { publishedDay, earliestEventDay } = report;
    const first = earliestEventDay !== null && earliestEventDay < publishedDay ? earliestEventDay : publishedDay;
    if (range === null) range = { first, last: publishedDay };
    else {
      if (first < range.first) range.first = first;
      if (publishedDay > range.last) range.last = publishedDay;
    }
  }
  return range === null ? null : { first: range.first, last: addDays(range.last, COVERAGE_DAYS - 1) };
}

/**
 * Reads how many reports and outlets stand behind a day: `none` without a report, `low` under 5 reports or 2 outlets.
 * All days are counted at once, so that a year costs about as much as a day.
 */
export function coverageReader(reports: readonly CountedReport[]): (day: Day) => CoverageReading {
  const range = coveredRange(reports);
  if (range === null) return () => UNCOVERED;
  const base = dayNumber(range.first);
  // Thousands of reports share a few hundred days, and reading a day is slow.
  const numbers = new Map<Day, number>();
  const numberOf = (day: Day): number => {
    const known = numbers.get(day) ?? dayNumber(day) - base;
    numbers.set(day, known);
    return known;
  };
  const spans = reports.map(report => {
    const published = numberOf(report.publishedDay);
    const earliest = report.earliestEventDay === null ? published : numberOf(report.earliestEventDay);
    return { first: Math.min(earliest, published), last: published + COVERAGE_DAYS - 1, report };
  });
  const days = dayNumber(range.last) - base + 1;
  const tallies = talliesOf(spans, days, {
    outlet: report => report.outlet,
    // A number of its own, which no text has, for a report whose text is not known.
    text: (report, index) => report.text ?? `${index}`,
    value: ({ lateHours }) =>
      lateHours === undefined || lateHours === null ? null : Math.min(MOST_HOURS, Math.max(0, lateHours)) * 10,
  });
  return day => {
    const n = dayNumber(day) - base;
    return n < 0 || n >= days ? UNCOVERED : reading(tallies, n);
  };
}

function reading(tallies: Tallies, n: number): CoverageReading {
  const reports = tallies.count[n] ?? 0;
  if (reports === 0) return UNCOVERED;
  const outlets = tallies.outlets[n] ?? 0;
  const median = tallies.medians[n] ?? null;
  return {
    coverage: coverageOf(reports, outlets),
    reports,
    outlets,
    lateHours: median === null ? null : median / 10,
    copies: Math.round((1 - (tallies.texts[n] ?? 0) / reports) * 1e6) / 1e6,
  };
}

/** How many reports and outlets stand behind one day. */
export function coverageOn(reports: readonly CountedReport[], day: Day): CoverageReading {
  return coverageReader(reports)(day);
}
