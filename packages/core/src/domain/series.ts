import { type CountedReport, coverageReader, coveredRange } from './coverage.ts';
import { addDays, type Day, dayFrom, dayNumber, weekStart } from './day.ts';
import type { SubjectFacts } from './facts.ts';
import { grouped } from './grouped.ts';
import { FORMULAS, type IndicatorName } from './indicator.ts';
import { rounded } from './mass.ts';
import { type Reading, readerOf } from './reading.ts';

/** One reading a day from `from` to `to`, both inclusive. */
export function dailySeries(indicator: IndicatorName, facts: SubjectFacts, from: Day, to: Day): Reading[] {
  return daysOf(from, to).map(readerOf(indicator, facts));
}

/**
 * ISO weeks from Monday: conflict and cooperation are sums, peak-severity is the greatest day, the indices of threats and
 * acts are means, the others are the last day with a value. What stands behind is that of the day taken, or of the last
 * covered day; a week without a covered day is a gap.
 */
export function weeklySeries(indicator: IndicatorName, facts: SubjectFacts, from: Day, to: Day): Reading[] {
  const weeks = grouped(dailySeries(indicator, facts, from, to), reading => weekStart(reading.at));
  return [...weeks].map(([at, days]) => ({ ...weekOf(indicator, days), at }));
}

function weekOf(indicator: IndicatorName, days: readonly Reading[]): Reading {
  const [first] = days;
  const last = days.findLast(day => day.coverage !== 'none') ?? first;
  if (!last) throw new Error('a week has a day');
  const withValue = days.flatMap(day => (day.value === null ? [] : [{ day, value: day.value }]));
  const latest = withValue.at(-1);
  if (!latest) return last;
  const total = withValue.reduce((sum, { value }) => sum + value, 0);
  switch (FORMULAS[indicator].week) {
    case 'sum':
      return { ...last, value: rounded(total) };
    case 'mean':
      return { ...latest.day, value: rounded(total / withValue.length) };
    case 'maximum':
      return withValue.reduce((most, it) => (it.value > most.value ? it : most), latest).day;
    case 'last':
      return latest.day;
  }
}

/**
 * The reading of each hour's day from what had happened before the end of the hour. `factsBefore` answers the facts with
 * the day's own cut there; coverage is that of the whole day.
 */
export function hourlySeries(
  indicator: IndicatorName,
  facts: SubjectFacts,
  factsBefore: (day: Day, hour: number) => SubjectFacts,
  from: Day,
  to: Day,
): Reading[] {
  const covers = coverageReader(facts.reports);
  return daysOf(from, to).flatMap(day =>
    Array.from({ length: 24 }, (_, hour) => ({
      ...readerOf(indicator, factsBefore(day, hour), covers)(day),
      at: `${day}T${String(hour).padStart(2, '0')}:00:00Z`,
    })),
  );
}

function daysOf(from: Day, to: Day): Day[] {
  const first = dayNumber(from);
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, i) => dayFrom(first + i));
}

/** Shortest and longest span of days that a chart shows before the reader chooses. */
const DEFAULT_SPAN = { min: 14, max: 180 } as const;

/** Range that fits the data: first to last covered day, no later than today, at least 14 and at most 180 days. */
export function defaultRange(
  reports: readonly Pick<CountedReport, 'publishedDay' | 'earliestEventDay'>[],
  today: Day,
): { from: Day; to: Day } {
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
