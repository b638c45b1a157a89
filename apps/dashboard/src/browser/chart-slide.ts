import type { Chart } from 'chart.js';
import type { ChartState, Placed } from './chart-state.ts';

const SLIDE_MS = 180;

/**
 * Lets the values that have changed since `before` slide to their place, the rest of the line standing still. Under
 * reduced motion, or with nothing to compare with, they stand there at once.
 */
export function slide(chart: Chart, state: ChartState, before: readonly Placed[]): void {
  const old = new Map(before.map(reading => [reading.at, reading.value]));
  const last = before.findLast(reading => reading.value !== null)?.value ?? null;
  const points = chart.data.datasets.at(-1)?.data as { x: number; y: number | null }[] | undefined;
  if (points === undefined || document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const moves = state.readings.flatMap(({ at, value }, i) => {
    const from = old.has(at) ? (old.get(at) ?? null) : last;
    return value === null || from === null || from === value ? [] : [{ i, from, to: value }];
  });
  if (moves.length === 0) return;
  const began = performance.now();
  const frame = (now: number) => {
    // other data took their place
    if (chart.data.datasets.at(-1)?.data !== points) return;
    const part = Math.min(1, Math.max(0, (now - began) / SLIDE_MS));
    const eased = 1 - (1 - part) ** 3;
    for (const { i, from, to } of moves) {
      const point = points[i];
      if (point) point.y = from + (to - from) * eased;
    }
    chart.update('none');
    if (part < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
