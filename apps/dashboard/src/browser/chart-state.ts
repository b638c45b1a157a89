import type { Day } from '@tensiometer/core/domain/day.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import type { DayReading } from '../pages/readings.ts';
import type { Palette } from './palette.ts';

/** Everything that the two charts draw. `hover` follows the pointer, `cursor` the keys, `chosen` is open in the drawer. */
export type ChartState = {
  readings: DayReading[];
  lines: ThresholdView[];
  standing: Day;
  hover: Day | null;
  cursor: Day | null;
  chosen: Day | null;
  palette: Palette;
};

/** The reading whose value stands in the gutter: that of the standing day, else the last with a value. */
export function taggedReading(state: ChartState): DayReading | null {
  const covered = state.readings.filter(reading => reading.tension !== null);
  return covered.find(reading => reading.day === state.standing) ?? covered.at(-1) ?? null;
}

/** Line on tension that colours the readings beyond it: the lowest one that warns from above. */
export function colouringLine(state: ChartState): { warn: number; critical: number | null } | null {
  const above = state.lines.filter(line => line.indicator === 'tension' && line.comparison === 'above');
  return above.reduce<ThresholdView | null>(
    (lowest, line) => (lowest === null || line.warn < lowest.warn ? line : lowest),
    null,
  );
}
