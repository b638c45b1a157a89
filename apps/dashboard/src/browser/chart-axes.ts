import type { LinearScale, ScaleOptions } from 'chart.js';
import { type Scale, tickNumber } from './chart-scale.ts';
import { type ChartState, columnsOf } from './chart-state.ts';
import { ticksOf } from './chart-time.ts';
import type { Palette } from './palette.ts';

export type LinearAxis = ScaleOptions<'linear'> & { type: 'linear' };

/** Room right of the plots for values; wider where compared subjects are named in it. */
export function gutter(state: ChartState): number {
  return columnsOf(state, 'compared').length > 0 && innerWidth >= 720 ? 112 : 48;
}

/** Room under the main plot for the numbered marks. */
export function laneHeight({ facts }: ChartState): number {
  return facts.notes.length > 0 ? 24 : 0;
}

/** First and last instant on the axis, with a little air after the last. */
function timeSpan({ readings }: ChartState): { min: number; max: number } {
  const min = readings[0]?.start ?? 0;
  const end = readings.at(-1)?.end ?? min + 1;
  return { min, max: end + (end - min) * 0.006 };
}

/** The axis of time under all charts; a tick's name is left-aligned on its hairline. */
export function timeAxis(state: ChartState, labelled: boolean): LinearAxis {
  const { palette, facts, clock } = state;
  const { min, max } = timeSpan(state);
  const ticks = ticksOf(min, max, facts.step, clock, innerWidth < 560);
  return {
    type: 'linear',
    min,
    max,
    afterFit: (scale: LinearScale) => {
      scale.paddingLeft = 0;
      scale.paddingRight = 0;
    },
    afterBuildTicks: (scale: LinearScale) => {
      scale.ticks = ticks.map(tick => ({ value: tick.at }));
    },
    offset: false,
    border: { display: false },
    grid: { color: palette.rule, drawTicks: labelled, tickLength: 5 + laneHeight(state), lineWidth: 1, offset: false },
    ticks: {
      display: labelled,
      align: 'start',
      maxRotation: 0,
      autoSkip: false,
      padding: 2,
      font: { size: 13 },
      color: palette['ink-2'],
      callback: (value: number | string) => {
        const at = Number(value);
        const tick = ticks.find(other => other.at === at);
        return tick === undefined || (max - at) / (max - min) < 0.03 ? '' : tick.words;
      },
    },
  };
}

/** A value axis on the right; `quiet` hides a tick that would touch a printed value, `words` writes the others. */
export function valueAxis(
  { min, max, ticks }: Scale,
  width: number,
  palette: Palette,
  quiet: (value: number) => boolean,
  words: (value: number) => string = tickNumber,
): LinearAxis {
  return {
    type: 'linear',
    position: 'right',
    min,
    max,
    afterFit: (scale: LinearScale) => {
      scale.width = width;
    },
    afterBuildTicks: (scale: LinearScale) => {
      scale.ticks = ticks.map(value => ({ value }));
    },
    border: { display: false },
    grid: { color: palette.grid, drawTicks: false },
    ticks: {
      padding: 10,
      font: { size: 13 },
      color: palette['ink-3'],
      callback: (value: number | string) => (quiet(Number(value)) ? '' : words(Number(value))),
    },
  };
}
