import type { Day } from '@tensiometer/core/domain/day.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import type { ChartFacts } from '../pages/chart-facts.ts';
import type { Column, Reading } from '../pages/readings.ts';
import type { Palette } from './palette.ts';

/** A reading with its place on the axis of time, in milliseconds since 1970; `x` is its middle. */
export type Placed = Reading & {
  start: number;
  end: number;
  x: number;
  /** Value of the indicator that is drawn large. */
  value: number | null;
};

/** Everything that the charts draw. `hover` follows the pointer, `cursor` the keys (both name a bucket), `chosen` is open in the drawer. */
export type ChartState = {
  facts: ChartFacts;
  readings: Placed[];
  lines: ThresholdView[];
  hover: string | null;
  cursor: string | null;
  chosen: Day | null;
  /** Stretch of time that is being marked with the pointer. */
  brush: { from: number; to: number } | null;
  clock: 'utc' | 'local';
  palette: Palette;
};

/** The column that is drawn large. */
export function mainOf({ facts }: Pick<ChartState, 'facts'>): Column {
  const main = facts.columns.find(column => column.role === 'main');
  if (main === undefined) throw new Error('a chart has a main column');
  return main;
}

/** Columns of a role, in the order of the table. */
export function columnsOf({ facts }: Pick<ChartState, 'facts'>, role: Column['role']): Column[] {
  return facts.columns.filter(column => column.role === role);
}

/** The reading of a bucket by its name; undefined when it is not on screen. */
export function readingOf(state: ChartState, at: string | null): Placed | undefined {
  return at === null ? undefined : state.readings.find(reading => reading.at === at);
}

/** The reading that a day is shown by: its last hour, itself, or its week. */
export function readingOfDay({ readings, facts }: ChartState, day: Day | null): Placed | undefined {
  if (day === null) return undefined;
  if (facts.step === 'week') return readings.findLast(reading => reading.day <= day);
  return readings.findLast(reading => reading.day === day);
}

/** The reading whose value stands in the gutter: that of the standing day, else the last with a value. */
export function taggedReading(state: ChartState): Placed | null {
  const standing = readingOfDay(state, state.facts.standing);
  return standing && standing.value !== null
    ? standing
    : (state.readings.findLast(reading => reading.value !== null) ?? null);
}

/** Line on the main indicator that colours the readings beyond it: the lowest one that warns from above. */
export function colouringLine(state: ChartState): { warn: number; critical: number | null } | null {
  const { indicator } = mainOf(state);
  const above = state.lines.filter(line => line.indicator === indicator && line.comparison === 'above');
  return above.reduce<ThresholdView | null>(
    (lowest, line) => (lowest === null || line.warn < lowest.warn ? line : lowest),
    null,
  );
}

/** The last value of each compared subject; `n` is its number in the order of the list, from 1. */
export function comparedEnds(state: ChartState): { column: Column; n: number; value: number }[] {
  return columnsOf(state, 'compared').flatMap((column, i) => {
    const last = state.readings.findLast(reading => reading.values[column.key] != null);
    const value = last?.values[column.key] ?? null;
    return value === null ? [] : [{ column, n: i + 1, value }];
  });
}
