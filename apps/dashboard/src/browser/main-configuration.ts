import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import { gutter, timeAxis, valueAxis } from './chart-axes.ts';
import { levelInk } from './chart-ink.ts';
import { linesOn } from './chart-lines.ts';
import { type Scale, scaleOf } from './chart-scale.ts';
import { spread } from './chart-spread.ts';
import { type ChartState, columnsOf, comparedEnds, mainOf, type Placed, taggedReading } from './chart-state.ts';
import { comparedStroke } from './palette.ts';

/** A tick this near to a printed value, in pixels, steps aside. */
const TOO_NEAR_PX = 16;
/** About what the axis of time and the marks take. */
const AXIS_HEIGHT = 48;

type LineSet = ChartDataset<'line', { x: number; y: number }[]>;

/** The value axis of the main plot: it holds the subject, those compared with it, and the lines set on it. */
function mainScale(state: ChartState): Scale {
  const { indicator, key } = mainOf(state);
  const shown = [key, ...columnsOf(state, 'compared').map(column => column.key)];
  const values = state.readings.flatMap(reading => shown.flatMap(name => reading.values[name] ?? []));
  const set = state.lines.filter(line => line.indicator === indicator).flatMap(line => [line.warn, line.critical ?? 0]);
  return scaleOf(indicator, [...values, ...set]);
}

/** Chart.js configuration of the main plot, `height` pixels high: straight joins, gaps stay open, low coverage dashed and hollow. */
export function mainConfiguration(state: ChartState, height: number, plugins: Plugin[]): ChartConfiguration<'line'> {
  const scale = mainScale(state);
  const top = state.facts.episodes.length > 0 ? 30 : 12;
  return {
    type: 'line',
    plugins: plugins as Plugin<'line'>[],
    data: { datasets: [...comparedLines(state), mainLine(state)] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { autoPadding: false, padding: { top, left: 0, right: 0 } },
      scales: {
        x: timeAxis(state, true),
        y: valueAxis(scale, gutter(state), state.palette, quietTicks(state, scale, height - top - AXIS_HEIGHT)),
      },
      plugins: { annotation: { annotations: linesOn(mainOf(state).indicator, state), clip: false } },
    },
  };
}

/** Ticks that would touch a value printed in the gutter, on a plot of so many pixels. */
function quietTicks(state: ChartState, { min, max }: Scale, height: number): (value: number) => boolean {
  const pixel = (value: number) => ((max - value) / (max - min)) * height;
  const tag = taggedReading(state)?.value ?? null;
  const ends = comparedEnds(state)
    .map(end => pixel(end.value))
    .sort((a, b) => a - b);
  const printed = spread(ends, tag === null ? null : pixel(tag), 0, height);
  if (tag !== null) printed.push(pixel(tag));
  return value => printed.some(at => Math.abs(at - pixel(value)) < TOO_NEAR_PX);
}

function mainLine(state: ChartState): LineSet {
  return {
    ...strongLine(state, state.readings, reading => reading.value),
    borderColor: context => levelInk(context.chart, state),
    borderWidth: 2.4,
    pointBorderWidth: 1.4,
  };
}

/** A line that turns dashed, with hollow points, where coverage is low, and stops where there is none. */
export function strongLine(
  { palette }: ChartState,
  readings: readonly Placed[],
  read: (reading: Placed) => number | null,
): LineSet {
  const low = (index: number) => readings[index]?.coverage === 'low';
  const value = (index: number) => {
    const reading = readings[index];
    return reading === undefined ? null : read(reading);
  };
  const thin = (context: { p0DataIndex: number; p1DataIndex: number }) =>
    low(context.p0DataIndex) || low(context.p1DataIndex);
  // on a dense axis the hollow points would touch; the dashes say the same
  const sparse = readings.length <= 200;
  return {
    data: readings.map(reading => ({ x: reading.x, y: read(reading) as number })),
    borderColor: palette.ink,
    borderWidth: 1.8,
    borderJoinStyle: 'round',
    tension: 0,
    spanGaps: false,
    clip: false,
    segment: {
      borderDash: context => (thin(context) ? [3, 3] : undefined),
      borderColor: context => (thin(context) ? palette.low : undefined),
      borderWidth: context => (thin(context) ? 1.5 : undefined),
    },
    pointRadius: context => {
      if (low(context.dataIndex)) return sparse ? 2.6 : 0;
      return value(context.dataIndex - 1) === null && value(context.dataIndex + 1) === null ? 2 : 0;
    },
    pointBackgroundColor: context => (low(context.dataIndex) ? palette.paper : palette.ink),
    pointBorderColor: context => (low(context.dataIndex) ? palette.low : palette.ink),
    pointBorderWidth: 1.2,
  };
}

function comparedLines(state: ChartState): LineSet[] {
  return columnsOf(state, 'compared').map((column, i) => {
    const { colour, dash } = comparedStroke(state.palette, i + 1);
    return {
      data: state.readings.map(reading => ({ x: reading.x, y: (reading.values[column.key] ?? null) as number })),
      borderColor: colour,
      borderWidth: 1.4,
      borderDash: dash,
      borderJoinStyle: 'round',
      tension: 0,
      spanGaps: false,
      clip: false,
      pointRadius: 0,
    };
  });
}
