import type { Day } from '@tensiometer/core/domain/day.ts';
import type { PointingActs } from './chart-pointing.tsx';
import { type ChartState, readingOf } from './chart-state.ts';
import { find } from './dom.ts';
import type { SubjectChart } from './subject-chart.ts';

/** A pointer that has moved this far is marking a stretch; nearer it is a click. */
const BRUSH_PX = 6;

type Hands = { point(): void; open(day: Day): void; close(): void; isOpen(): boolean };

/** The pointer on the plots: it reads a bucket out, opens it with a click, marks a stretch by dragging, resets by a double click. */
export function startBrush(state: ChartState, chart: SubjectChart, acts: PointingActs, hands: Hands): void {
  const view = find('#chart-view', HTMLElement);
  let pressed: { x: number; at: number } | null = null;
  /** The first click of two has opened the drawer: the second takes that back. */
  let openedBefore = true;

  const onPlot = (event: Event) => event.target instanceof Element && event.target.closest('.plot') !== null;
  const hover = (at: string | null) => {
    if (at === state.hover) return;
    state.hover = at;
    hands.point();
  };
  const endBrush = () => {
    pressed = null;
    if (state.brush === null) return;
    state.brush = null;
    hands.point();
  };

  view?.addEventListener('pointerdown', event => {
    if (!onPlot(event) || event.button !== 0) return;
    const at = chart.instantAt(event.clientX);
    pressed = at === null ? null : { x: event.clientX, at };
  });
  view?.addEventListener('pointermove', event => {
    if (pressed === null) {
      hover(onPlot(event) ? chart.bucketAt(event.clientX) : null);
      return;
    }
    if (state.brush === null && Math.abs(event.clientX - pressed.x) < BRUSH_PX) return;
    if (state.brush === null && event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    const { min, max } = span(state);
    const at = Math.min(max, Math.max(min, chart.instantAt(event.clientX) ?? pressed.at));
    state.brush = { from: Math.min(pressed.at, at), to: Math.max(pressed.at, at) };
    state.hover = null;
    hands.point();
  });
  view?.addEventListener('pointerup', event => {
    const brush = state.brush;
    const wasPressed = pressed !== null;
    endBrush();
    if (brush !== null) acts.brushed(brush.from, brush.to);
    else if (wasPressed && event.detail < 2) click(event);
  });
  const click = (event: PointerEvent) => {
    const reading = readingOf(state, chart.bucketAt(event.clientX));
    if (reading === undefined) return;
    openedBefore = hands.isOpen();
    hands.open(reading.day);
  };
  view?.addEventListener('dblclick', event => {
    if (!onPlot(event)) return;
    if (!openedBefore) hands.close();
    acts.reset();
  });
  view?.addEventListener('pointercancel', endBrush);
  view?.addEventListener('pointerleave', () => {
    if (pressed === null) hover(null);
  });
  addEventListener('keydown', event => {
    if (event.key === 'Escape') endBrush();
  });
}

function span({ readings }: ChartState): { min: number; max: number } {
  return { min: readings[0]?.start ?? 0, max: readings.at(-1)?.end ?? 0 };
}
