import { dayNumber } from '@tensiometer/core/domain/day.ts';
import type { Chart } from 'chart.js';
import type { Episode } from '../pages/episodes.ts';
import { fixed } from '../pages/format.ts';
import { haloText } from './chart-ink.ts';
import { apart } from './chart-spread.ts';
import { type ChartState, readingOfDay } from './chart-state.ts';
import { DAY_MS } from './chart-time.ts';

const PIN = 8;
/** An episode that fills more of the plot than this has a bracket and no wash. */
const MOST_WASHED = 0.8;

/** A light wash over the days of each alert. */
export function drawEpisodeWashes(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area } = chart;
  for (const episode of state.facts.episodes) {
    const { left, right } = episodePlace(chart, state, episode);
    if (right - left > (area.right - area.left) * MOST_WASHED) continue;
    ctx.fillStyle = state.palette[episode.severity === 'critical' ? 'wash-crit' : 'wash-warn'];
    ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
  }
}

/** Above the plot a bracket for each alert, with how long it stood and its peak; one that stands has no right end. */
export function drawEpisodeBrackets(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area } = chart;
  let free = Number.NEGATIVE_INFINITY;
  for (const episode of state.facts.episodes) {
    const { left, right, days } = episodePlace(chart, state, episode);
    const critical = episode.severity === 'critical';
    const top = area.top - 9;
    ctx.strokeStyle = state.palette[critical ? 'crit' : 'warn-line'];
    ctx.lineWidth = critical ? 4 : 2;
    ctx.beginPath();
    ctx.moveTo(left, top);
    ctx.lineTo(right, top);
    ctx.stroke();
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(left + 1, top);
    ctx.lineTo(left + 1, top + 7);
    if (episode.to !== null) {
      ctx.moveTo(right - 1, top);
      ctx.lineTo(right - 1, top + 7);
    }
    ctx.stroke();
    ctx.font = `400 12.5px ${state.palette.sans}`;
    ctx.textAlign = 'left';
    const words = `${days} d, ${episode.to === null ? 'open, ' : ''}peak ${fixed(episode.peak, 0)}`;
    const width = ctx.measureText(words).width;
    const from = Math.min(left, area.right - width);
    if (from < free) continue;
    haloText(ctx, words, from, top - 6, state.palette['ink-2'], state.palette.paper);
    free = from + width + 10;
  }
}

function episodePlace(
  chart: Chart,
  { readings }: ChartState,
  { from, to }: Episode,
): { left: number; right: number; days: number } {
  const { chartArea: area, scales } = chart;
  const pixel = (ms: number) => Math.min(area.right, Math.max(area.left, scales.x?.getPixelForValue(ms) ?? area.left));
  const start = dayNumber(from) * DAY_MS;
  const end = to === null ? (readings.at(-1)?.end ?? start) : (dayNumber(to) + 1) * DAY_MS;
  const left = pixel(start);
  return { left, right: Math.max(left + 3, pixel(end)), days: Math.max(1, Math.round((end - start) / DAY_MS)) };
}

/** A dotted vertical, with its version, where another coder took over. */
export function drawPromotions(chart: Chart, { facts, palette }: ChartState): void {
  const { ctx, chartArea: area, scales } = chart;
  for (const { at, words } of facts.promotions) {
    const px = Math.round(scales.x?.getPixelForValue(Date.parse(at)) ?? 0) + 0.5;
    if (px < area.left || px > area.right) continue;
    ctx.save();
    ctx.strokeStyle = palette['ink-2'];
    ctx.lineWidth = 1;
    ctx.setLineDash([1, 3]);
    ctx.beginPath();
    ctx.moveTo(px, area.top);
    ctx.lineTo(px, area.bottom);
    ctx.stroke();
    ctx.restore();
    ctx.font = `400 12.5px ${palette.sans}`;
    ctx.textAlign = px > (area.left + area.right) / 2 ? 'right' : 'left';
    haloText(ctx, words, px + (ctx.textAlign === 'right' ? -5 : 5), area.top + 12, palette['ink-2'], palette.paper);
    ctx.textAlign = 'left';
  }
}

/** Numbered rings in a lane under the axis: a tick at the true moment, the ring beside another where they would touch. */
export function drawNotes(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area, scales } = chart;
  const { x } = scales;
  if (x === undefined) return;
  const marks = state.facts.notes.flatMap(({ n, day }) => {
    const reading = readingOfDay(state, day);
    return reading === undefined ? [] : [{ n, px: x.getPixelForValue(reading.x) }];
  });
  const places = apart(
    marks.map(mark => mark.px),
    2 * PIN + 2,
    area.left + PIN,
    area.right - PIN,
  );
  const middle = area.bottom + 16;
  const { ink, paper, sans } = state.palette;
  ctx.font = `600 11.5px ${sans}`;
  ctx.textAlign = 'center';
  marks.forEach(({ n, px }, i) => {
    const at = places[i] ?? px;
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(px, area.bottom - 4);
    ctx.lineTo(px, area.bottom + 3);
    ctx.lineTo(at, middle - PIN);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(at, middle, PIN, 0, 7);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = ink;
    ctx.fillText(String(n), at, middle + 4);
  });
  ctx.textAlign = 'left';
}
