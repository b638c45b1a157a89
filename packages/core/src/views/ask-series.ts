import { coveredSpan } from '../domain/coverage.ts';
import { addDays, type Day, weekStart } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import { FORMULAS, type IndicatorName } from '../domain/indicator.ts';
import { BAND_DAYS, type BandPoint, hasBand, lateBand } from '../domain/late-band.ts';
import type { Reading } from '../domain/reading.ts';
import { dailySeries, defaultRange, weeklySeries } from '../domain/series.ts';
import type { Executor } from '../log/database.ts';
import type { SeriesAnswer, SeriesPoint } from '../wire/api.ts';
import { type DayRange, type FactsOfSubject, loadExtent, loadFacts, lookBack } from './facts.ts';
import { loadHourly } from './hourly.ts';
import type { GrowthOf } from './late-growth.ts';
import type { SeriesQuery } from './queries.ts';

/** The series of an indicator: the range asked for, or the one that fits the data; never beyond `lastDay`. */
export async function askSeries(
  db: Executor,
  query: SeriesQuery,
  asOf: Position,
  lastDay: Day,
  growthOf: GrowthOf,
): Promise<SeriesAnswer> {
  const { subject, indicator, step = 'day' } = query;
  const range = await rangeOf(db, query, lastDay);
  const facts = await loadFacts(db, subject, indicator, range);
  const { id, unit } = FORMULAS[indicator];
  const readings = await readingsOf(db, query, facts, range);
  const toPoint = withDemo(facts, indicator);
  const band = step === 'day' ? await bandOf(db, query, facts, range, lastDay, growthOf) : null;
  const points = readings.map(toPoint);
  return { subject, indicator, formula: id, unit, step, asOf, points, ...(band === null ? {} : { band }) };
}

/** Where the last seven readings may still go; null where the range does not reach them, or nothing can be said. */
async function bandOf(
  db: Executor,
  { subject, indicator, without }: SeriesQuery,
  facts: FactsOfSubject,
  { from, to }: DayRange,
  today: Day,
  growthOf: GrowthOf,
): Promise<BandPoint[] | null> {
  // Growth is that of all reports: what is left out has no history of its own.
  if (without !== undefined || !hasBand(indicator) || to < addDays(today, 1 - BAND_DAYS)) return null;
  const band = lateBand(indicator, facts, await growthOf(db, subject, indicator, today), today);
  const shown = band?.filter(({ at }) => from <= at && at <= to) ?? [];
  return shown.length === 0 ? null : shown;
}

async function readingsOf(
  db: Executor,
  { subject, indicator, step = 'day' }: SeriesQuery,
  facts: FactsOfSubject,
  range: DayRange,
): Promise<Reading[]> {
  switch (step) {
    case 'hour':
      return loadHourly(db, subject, indicator, facts, range);
    case 'day':
      return dailySeries(indicator, facts, range.from, range.to);
    case 'week':
      return weeklySeries(indicator, facts, range.from, range.to);
  }
}

async function rangeOf(db: Executor, query: SeriesQuery, lastDay: Day): Promise<DayRange> {
  const { subject, step } = query;
  const asked = query.from !== undefined && query.to !== undefined ? { from: query.from, to: query.to } : null;
  const fitting = asked ?? defaultRange(await loadExtent(db, subject), lastDay);
  const to = least(query.to ?? fitting.to, lastDay);
  const from = query.from ?? least(fitting.from, to);
  // A week is never of fewer days than have passed of it.
  return step === 'week' ? { from: weekStart(from), to: least(addDays(weekStart(to), 6), lastDay) } : { from, to };
}

function least(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** A point is the demo's when one of its reports covers the day or one of its rows can still be felt there. */
function withDemo(facts: FactsOfSubject, indicator: IndicatorName): (reading: Reading) => SeriesPoint {
  const spans = facts.reports.filter(report => report.demo).map(coveredSpan);
  return reading => {
    const day = reading.at.slice(0, 10);
    const first = lookBack(indicator, day);
    const demo =
      spans.some(span => span.first <= day && day <= span.last) ||
      facts.demoDays.some(d => (first === null || first <= d) && d <= day);
    return { ...reading, demo };
  };
}
