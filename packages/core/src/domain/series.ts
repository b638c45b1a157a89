import { type CountedReport, type Coverage, coverageOn, coveredSpan } from './coverage.ts';
import { addDays, type Day, dayNumber, weekStart } from './day.ts';
import type { IndicatorName } from './indicator.ts';
import { type DaySum, rounded, tensionAt } from './tension.ts';

/** One reading of a series. `value` is null exactly where nothing covers the bucket. */
export type Point = { at: Day; value: number | null; reports: number; outlets: number; coverage: Coverage };

/** What is known of a subject: its day sums (ascending by day) and the reports that cover it. */
export type SubjectFacts = { sums: readonly DaySum[]; reports: readonly CountedReport[] };

/** The value of an indicator on a day, without regard to coverage, rounded to six decimals. */
export function valueOn(indicator: IndicatorName, facts: SubjectFacts, day: Day): number {
  if (indicator === 'tension') return rounded(tensionAt(facts.sums, day));
  const sum = facts.sums.find(s => s.day === day);
  return rounded((sum?.[indicator] ?? 0) / 1000);
}

/** Reading of one day: null without coverage, never a zero that nobody measured. */
export function pointOn(indicator: IndicatorName, facts: SubjectFacts, day: Day): Point {
  const { coverage, reports, outlets } = coverageOn(facts.reports, day);
  return { at: day, value: coverage === 'none' ? null : valueOn(indicator, facts, day), reports, outlets, coverage };
}

/** One reading a day from `from` to `to`, both inclusive. */
export function dailySeries(indicator: IndicatorName, facts: SubjectFacts, from: Day, to: Day): Point[] {
  const points: Point[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) points.push(pointOn(indicator, facts, day));
  return points;
}

/**
 * ISO weeks from Monday: conflict and cooperation are the week's sums, tension is that of the last day with a value.
 * Reports, outlets and coverage are those of the last covered day of the week.
 */
export function weeklySeries(indicator: IndicatorName, facts: SubjectFacts, from: Day, to: Day): Point[] {
  const weeks = new Map<Day, Point[]>();
  for (const point of dailySeries(indicator, facts, from, to)) {
    const week = weeks.get(weekStart(point.at)) ?? [];
    week.push(point);
    weeks.set(weekStart(point.at), week);
  }
  return [...weeks].map(([at, days]) => {
    const covered = days.filter(day => day.value !== null);
    const last = covered.at(-1);
    if (!last) return { at, value: null, reports: 0, outlets: 0, coverage: 'none' };
    const total = covered.reduce((sum, day) => sum + (day.value ?? 0), 0);
    return { ...last, at, value: indicator === 'tension' ? last.value : rounded(total) };
  });
}

/** Shortest and longest span of days that a chart shows before the reader chooses. */
const DEFAULT_SPAN = { min: 14, max: 180 } as const;

/** First and last day that any of the reports covers; null without reports. */
export function coveredRange(reports: readonly CountedReport[]): { first: Day; last: Day } | null {
  const spans = reports.map(coveredSpan);
  const [head] = spans;
  if (!head) return null;
  return spans.reduce(
    (range, span) => ({
      first: span.first < range.first ? span.first : range.first,
      last: span.last > range.last ? span.last : range.last,
    }),
    head,
  );
}

/** Range that fits the data: first to last covered day, no later than today, at least 14 and at most 180 days. */
export function defaultRange(reports: readonly CountedReport[], today: Day): { from: Day; to: Day } {
  const range = coveredRange(reports);
  const to = range === null || range.last > today ? today : range.last;
  const first = range === null || range.first > to ? to : range.first;
  const days = Math.min(DEFAULT_SPAN.max, Math.max(DEFAULT_SPAN.min, dayNumber(to) - dayNumber(first) + 1));
  return { from: addDays(to, 1 - days), to };
}

/** A page stands at today, unless the latest report is more than 14 days old: then at the day of that report. */
export function standingDay(reports: readonly Pick<CountedReport, 'publishedDay'>[], today: Day): Day {
  const latest = reports.reduce<Day | null>(
    (max, r) => (max === null || r.publishedDay > max ? r.publishedDay : max),
    null,
  );
  return latest === null || dayNumber(today) - dayNumber(latest) <= 14 ? today : latest;
}
