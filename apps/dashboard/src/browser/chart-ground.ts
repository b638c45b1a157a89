import type { Chart } from 'chart.js';
import { count } from '../pages/format.ts';
import { haloText, hatch } from './chart-ink.ts';
import type { ChartState } from './chart-state.ts';
import { runsOf } from './runs.ts';

/** Hatches the ground under the line wherever demo rows stand behind it, and says so once per stretch. */
export function drawDemoGround(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area, scales } = chart;
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  const zero = y.getPixelForValue(0);
  for (const run of runsOf(state.readings, reading => reading.demo && reading.value !== null)) {
    const part = state.readings.slice(run.first, run.last + 1);
    ctx.save();
    ctx.beginPath();
    part.forEach((reading, i) => {
      const px = x.getPixelForValue(reading.x);
      if (i === 0) ctx.moveTo(px, zero);
      ctx.lineTo(px, y.getPixelForValue(reading.value ?? 0));
      if (i === part.length - 1) ctx.lineTo(px, zero);
    });
    ctx.closePath();
    ctx.clip();
    hatch(ctx, { left: area.left, right: area.right, top: area.top, bottom: zero }, state.palette.hatch);
    ctx.restore();
  }
}

/** Names the stretches of demo rows at their foot. */
export function drawDemoNames(chart: Chart, state: ChartState): void {
  const { ctx, scales } = chart;
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  ctx.font = `600 12px ${state.palette.sans}`;
  ctx.textAlign = 'left';
  let end = -Infinity;
  for (const run of runsOf(state.readings, reading => reading.demo && reading.value !== null)) {
    const part = state.readings.slice(run.first, run.last + 1);
    const top = part.reduce((best, reading) => ((reading.value ?? 0) > (best.value ?? 0) ? reading : best));
    // under a line that lies on the axis there is no ground to name
    if (y.getPixelForValue(0) - y.getPixelForValue(top.value ?? 0) < 30) continue;
    const px = Math.min(x.getPixelForValue(top.x), chart.chartArea.right - 40);
    if (px < end + 24) continue;
    haloText(ctx, 'demo', px, y.getPixelForValue(0) - 6, state.palette['ink-2'], state.palette.paper);
    end = px + 30;
  }
}

/** A bracket on zero, with words, for every stretch without reports: a gap is never a zero. */
export function drawGaps(chart: Chart, state: ChartState): void {
  const { ctx, scales } = chart;
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  const zero = y.getPixelForValue(0);
  ctx.font = `400 12.5px ${state.palette.sans}`;
  for (const run of runsOf(state.readings, reading => reading.coverage === 'none')) {
    const first = state.readings[run.first];
    const last = state.readings[run.last];
    if (first === undefined || last === undefined) continue;
    const left = x.getPixelForValue(first.start) + 1;
    const right = x.getPixelForValue(last.end) - 1;
    ctx.strokeStyle = state.palette.low;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const edge of [left, right]) {
      ctx.moveTo(edge, zero);
      ctx.lineTo(edge, zero - 9);
    }
    ctx.moveTo(left, zero - 4.5);
    ctx.lineTo(right, zero - 4.5);
    ctx.stroke();
    const room = right - left;
    ctx.textAlign = 'center';
    const middle = (left + right) / 2;
    if (room > ctx.measureText('no reports').width + 4) {
      haloText(ctx, 'no reports', middle, zero - 14, state.palette['ink-2'], state.palette.paper);
    } else if (room > ctx.measureText('reports').width - 8) {
      haloText(ctx, 'no', middle, zero - 27, state.palette['ink-2'], state.palette.paper);
      haloText(ctx, 'reports', middle, zero - 13, state.palette['ink-2'], state.palette.paper);
    }
    ctx.textAlign = 'left';
  }
}

/** Number of reports over low-coverage points, where it begins and where it changes. */
export function drawLowCounts(chart: Chart, state: ChartState): void {
  const { ctx, scales, chartArea: area } = chart;
  const { x, y } = scales;
  // beside other lines, and on a dense axis, the numbers would stand on top of each other
  if (x === undefined || y === undefined || chart.data.datasets.length > 1 || state.readings.length > 200) return;
  ctx.font = `400 12px ${state.palette.sans}`;
  ctx.textAlign = 'left';
  const places = state.readings.flatMap(reading =>
    reading.value === null ? [] : [{ x: x.getPixelForValue(reading.x), y: y.getPixelForValue(reading.value) }],
  );
  const top = (left: number, right: number) =>
    Math.min(...places.filter(place => place.x > left - 4 && place.x < right + 6).map(place => place.y));
  let end = -Infinity;
  let before: number | null = null;
  for (const reading of state.readings) {
    if (reading.coverage !== 'low' || reading.value === null) {
      before = null;
      continue;
    }
    if (reading.reports === before) continue;
    // the noun stands with the first number; the others are read by it
    const words = end === -Infinity ? count(reading.reports, 'report') : String(reading.reports);
    before = reading.reports;
    const width = ctx.measureText(words).width;
    const px = Math.min(x.getPixelForValue(reading.x) - 3, area.right - width);
    if (px < end + 8) continue;
    end = px + width;
    haloText(ctx, words, px, top(px, end) - 9, state.palette['ink-2'], state.palette.paper);
  }
}
