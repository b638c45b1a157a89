import { type Day, dayOf, daysBetween } from '@tensiometer/core/domain/day.ts';
import type { LinearScale, ScaleOptions } from 'chart.js';
import { axisRange, DAY_MS, tickDays, tickWords } from './chart-time.ts';
import type { Palette } from './palette.ts';

const GUTTER = 48;
export type LinearAxis = ScaleOptions<'linear'> & { type: 'linear' };

/** The axis of days under both charts; months are named at their first day, left-aligned on their hairline. */
export function dayAxis(from: Day, to: Day, palette: Palette, labelled: boolean): LinearAxis {
  const days = tickDays(from, to);
  const span = daysBetween(from, to);
  const narrow = innerWidth < 560;
  return {
    type: 'linear',
    ...axisRange(from, to),
    afterFit: (scale: LinearScale) => {
      scale.paddingLeft = 0;
      scale.paddingRight = 0;
    },
    afterBuildTicks: (scale: LinearScale) => {
      scale.ticks = days.map(day => ({ value: Date.parse(`${day}T00:00:00Z`) }));
    },
    offset: false,
    border: { display: false },
    grid: { color: palette.rule, drawTicks: labelled, tickLength: 5, lineWidth: 1, offset: false },
    ticks: {
      display: labelled,
      align: 'start',
      maxRotation: 0,
      autoSkip: false,
      padding: 2,
      font: { size: 13 },
      color: palette['ink-2'],
      callback: (value: number | string, index: number) => {
        const at = Number(value);
        const room = (axisRange(from, to).max - at) / DAY_MS / Math.max(1, span);
        return room < 0.03 ? '' : tickWords(dayOf(at), index, span, narrow);
      },
    },
  };
}

/** A value axis on the right with the ticks given; `quiet` hides one that would touch a printed value. */
export function valueAxis(
  min: number,
  max: number,
  ticks: number[],
  palette: Palette,
  quiet: (value: number) => boolean,
): LinearAxis {
  return {
    type: 'linear',
    position: 'right',
    min,
    max,
    afterFit: (scale: LinearScale) => {
      scale.width = GUTTER;
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
      callback: (value: number | string) => (quiet(Number(value)) ? '' : String(Math.abs(Number(value)))),
    },
  };
}
