import type { Chart } from 'chart.js';
import { clockText, fixed, shortDay } from '../pages/format.ts';
import { decimalsOf } from '../pages/indicator-words.ts';
import { laneHeight } from './chart-axes.ts';
import { valueInk } from './chart-ink.ts';
import { spread, TAG_HEIGHT } from './chart-spread.ts';
import {
  type ChartState,
  comparedEnds,
  mainOf,
  type Placed,
  readingOf,
  readingOfDay,
  taggedReading,
} from './chart-state.ts';
import { comparedStroke } from './palette.ts';
import { localClock } from './zone.ts';

/** The value where the page stands: a dot on the line and a filled tag in the gutter. Answers where the tag stands. */
export function drawTag(chart: Chart, state: ChartState): number | null {
  const { ctx, chartArea: area, scales } = chart;
  const { x, y } = scales;
  const reading = taggedReading(state);
  if (x === undefined || y === undefined || reading === null || reading.value === null) return null;
  const px = x.getPixelForValue(reading.x);
  const py = y.getPixelForValue(reading.value);
  const low = reading.coverage === 'low';
  const ink = low ? state.palette['ink-2'] : valueInk(reading.value, state);
  ctx.beginPath();
  ctx.arc(px, py, 3.8, 0, 7);
  ctx.fillStyle = low ? state.palette.paper : ink;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.6;
  ctx.fill();
  ctx.stroke();
  const middle = Math.min(py, area.bottom - TAG_HEIGHT / 2);
  ctx.fillStyle = ink;
  ctx.fillRect(area.right + 5, middle - TAG_HEIGHT / 2, 41, TAG_HEIGHT);
  ctx.fillStyle = state.palette.paper;
  ctx.font = `600 13.5px ${state.palette.sans}`;
  ctx.textAlign = 'left';
  ctx.fillText(fixed(reading.value, decimalsOf(mainOf(state).indicator)), area.right + 10, middle + 4.5);
  return middle;
}

/** The last value of each compared subject at the end of its line, with its code; values that would touch are moved apart. */
export function drawComparedEnds(chart: Chart, state: ChartState, tag: number | null): void {
  const { ctx, chartArea: area, scales } = chart;
  const { y } = scales;
  if (y === undefined) return;
  const wide = chart.width - area.right > 80;
  const ends = comparedEnds(state)
    .map(end => ({ ...end, at: y.getPixelForValue(end.value) }))
    .sort((a, b) => a.at - b.at);
  const places = spread(
    ends.map(end => end.at),
    tag,
    area.top,
    area.bottom,
  );
  ctx.font = `600 12.5px ${state.palette.sans}`;
  ctx.textAlign = 'left';
  ends.forEach(({ column, n, value, at }, i) => {
    ctx.fillStyle = comparedStroke(state.palette, n).colour;
    const words = fixed(value, decimalsOf(column.indicator));
    ctx.fillText(wide ? `${words} ${column.subject}` : words, area.right + 8, (places[i] ?? at) + 4.5);
  });
}

/** Hairlines for the bucket under the pointer, that of the keys and the day that is open, the last with its date. */
export function drawPointed(chart: Chart, state: ChartState, main: boolean): void {
  drawBrush(chart, state);
  drawLine(chart, state, readingOf(state, state.hover), main, false);
  drawLine(chart, state, readingOf(state, state.cursor), main, true);
  drawLine(chart, state, readingOfDay(state, state.chosen), main, true);
}

function drawBrush(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area, scales } = chart;
  const { x } = scales;
  if (x === undefined || state.brush === null) return;
  const left = x.getPixelForValue(state.brush.from);
  const right = x.getPixelForValue(state.brush.to);
  ctx.save();
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = state.palette.ink;
  ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
  ctx.restore();
  ctx.strokeStyle = state.palette.ink;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const edge of [left, right]) {
    ctx.moveTo(Math.round(edge) + 0.5, area.top);
    ctx.lineTo(Math.round(edge) + 0.5, area.bottom);
  }
  ctx.stroke();
}

function drawLine(chart: Chart, state: ChartState, reading: Placed | undefined, main: boolean, strong: boolean): void {
  const { ctx, chartArea: area, scales } = chart;
  const { x, y } = scales;
  if (x === undefined || y === undefined || reading === undefined) return;
  const px = Math.round(x.getPixelForValue(reading.x)) + 0.5;
  const { ink, paper } = state.palette;
  const lane = main ? laneHeight(state) : 0;
  ctx.strokeStyle = ink;
  ctx.lineWidth = strong ? 1 : 0.75;
  ctx.beginPath();
  ctx.moveTo(px, area.top);
  ctx.lineTo(px, area.bottom + (main && strong ? 5 + lane : 0));
  ctx.stroke();
  if (!main) return;
  if (reading.value !== null) {
    ctx.fillStyle = paper;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(px, y.getPixelForValue(reading.value), strong ? 5 : 4, 0, 7);
    ctx.fill();
    ctx.stroke();
  }
  if (strong) drawDateTag(chart, state, px, bucketTag(reading, state), area.bottom + 5 + lane);
}

/** The filled tag on the axis that names the chosen bucket. */
function drawDateTag(chart: Chart, state: ChartState, px: number, words: string, top: number): void {
  const { ctx, chartArea: area, scales } = chart;
  const { ink, paper, sans } = state.palette;
  ctx.font = `600 13px ${sans}`;
  const width = ctx.measureText(words).width + 12;
  const left = Math.min(area.right - width, Math.max(area.left, px - width / 2));
  // a name on the axis that the tag would cut in two steps aside
  ctx.fillStyle = paper;
  for (const tick of scales.x?.ticks ?? []) {
    const from = scales.x?.getPixelForValue(tick.value) ?? 0;
    const to = from + ctx.measureText(String(tick.label ?? '')).width;
    if (from < left + width + 4 && to > left - 4) ctx.fillRect(from - 1, top + 1, to - from + 3, 20);
  }
  ctx.fillStyle = ink;
  ctx.fillRect(left, top, width, 19);
  ctx.fillStyle = paper;
  ctx.textAlign = 'left';
  ctx.fillText(words, left + 6, top + 14);
}

function bucketTag(reading: Placed, { facts, clock }: ChartState): string {
  if (facts.step !== 'hour') return shortDay(reading.day);
  return clock === 'local' ? localClock(reading.start) : `${shortDay(reading.day)}, ${clockText(reading.at)}`;
}
