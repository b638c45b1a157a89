import type { Chart } from 'chart.js';
import { fixed, shortDay } from '../pages/format.ts';
import { valueInk } from './chart-ink.ts';
import { type ChartState, taggedReading } from './chart-state.ts';
import { noonOf } from './chart-time.ts';

/** The value where the page stands: a dot on the line and a filled tag in the gutter. */
export function drawTag(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area, scales } = chart;
  const { x, y } = scales;
  const reading = taggedReading(state);
  if (x === undefined || y === undefined || reading === null || reading.tension === null) return;
  const px = x.getPixelForValue(noonOf(reading.day));
  const py = y.getPixelForValue(reading.tension);
  const low = reading.coverage === 'low';
  const ink = low ? state.palette['ink-2'] : valueInk(reading.tension, state);
  ctx.beginPath();
  ctx.arc(px, py, 3.8, 0, 7);
  ctx.fillStyle = low ? state.palette.paper : ink;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.6;
  ctx.fill();
  ctx.stroke();
  const top = Math.min(py, y.getPixelForValue(0) - 10);
  ctx.fillStyle = ink;
  ctx.fillRect(area.right + 5, top - 10, 39, 20);
  ctx.fillStyle = state.palette.paper;
  ctx.font = `600 13.5px ${state.palette.sans}`;
  ctx.textAlign = 'left';
  ctx.fillText(fixed(reading.tension, 1), area.right + 10, top + 4.5);
}

/** Hairlines for the day under the pointer, the day of the keys and the day that is open, the last with its date. */
export function drawDays(chart: Chart, state: ChartState, main: boolean): void {
  drawDay(chart, state, state.hover, main, false);
  drawDay(chart, state, state.cursor, main, true);
  drawDay(chart, state, state.chosen, main, true);
}

function drawDay(chart: Chart, state: ChartState, day: string | null, main: boolean, strong: boolean): void {
  const { ctx, chartArea: area, scales } = chart;
  const { x, y } = scales;
  const reading = day === null ? undefined : state.readings.find(other => other.day === day);
  if (x === undefined || y === undefined || reading === undefined) return;
  const px = Math.round(x.getPixelForValue(noonOf(reading.day))) + 0.5;
  const { ink, paper, sans } = state.palette;
  ctx.strokeStyle = ink;
  ctx.lineWidth = strong ? 1 : 0.75;
  ctx.beginPath();
  ctx.moveTo(px, area.top);
  ctx.lineTo(px, area.bottom + (main && strong ? 5 : 0));
  ctx.stroke();
  if (!main) return;
  if (reading.tension !== null) {
    ctx.fillStyle = paper;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(px, y.getPixelForValue(reading.tension), strong ? 5 : 4, 0, 7);
    ctx.fill();
    ctx.stroke();
  }
  if (!strong) return;
  ctx.font = `600 13px ${sans}`;
  const words = shortDay(reading.day);
  const width = ctx.measureText(words).width + 12;
  const left = Math.min(area.right - width, Math.max(area.left, px - width / 2));
  // a name on the axis that the tag would cut in two steps aside
  ctx.fillStyle = paper;
  for (const tick of x.ticks) {
    const from = x.getPixelForValue(tick.value);
    const to = from + ctx.measureText(String(tick.label ?? '')).width;
    if (from < left + width + 4 && to > left - 4) ctx.fillRect(from - 1, area.bottom + 6, to - from + 3, 20);
  }
  ctx.fillStyle = ink;
  ctx.fillRect(left, area.bottom + 5, width, 19);
  ctx.fillStyle = paper;
  ctx.textAlign = 'left';
  ctx.fillText(words, left + 6, area.bottom + 19);
}
