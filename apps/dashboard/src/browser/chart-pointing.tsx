import type { Day } from '@tensiometer/core/domain/day.ts';
import { startBrush } from './chart-brush.ts';
import { keyAct } from './chart-keys.ts';
import { type ChartState, readingOf, readingOfDay } from './chart-state.ts';
import { draw, find } from './dom.ts';
import type { DrawerControl } from './drawer.tsx';
import { Readout, readoutText } from './readout.tsx';
import type { SubjectChart } from './subject-chart.ts';

/** What pointing does beyond the chart itself. */
export type PointingActs = {
  brushed(from: number, to: number): void;
  reset(): void;
  /** A step beyond the first or last bucket: the range follows. */
  beyond(direction: -1 | 1): void;
};

/** Pointer, keys and links that choose a bucket. `refresh` reads the row of the chosen one out again after new data. */
export function chartPointing(
  state: ChartState,
  chart: SubjectChart,
  drawer: DrawerControl,
  acts: PointingActs,
): { refresh(): void } {
  const plot = find('#plot', HTMLElement);
  const readout = find('#readout', HTMLElement);
  const reading = () =>
    readingOf(state, state.hover) ??
    readingOf(state, state.cursor) ??
    readingOfDay(state, state.chosen) ??
    readingOfDay(state, state.facts.standing) ??
    state.readings.at(-1);

  const tell = () => {
    const it = reading();
    if (it === undefined) return;
    if (readout) draw(readout, <Readout reading={it} state={state} />);
    plot?.setAttribute('aria-valuemax', String(Math.max(0, state.readings.length - 1)));
    plot?.setAttribute('aria-valuenow', String(state.readings.indexOf(it)));
    plot?.setAttribute('aria-valuetext', readoutText(it, state));
  };
  const point = () => {
    chart.point();
    tell();
  };
  const open = (day: Day, focus: boolean) => {
    drawer.open(day, focus);
    tell();
  };

  startBrush(state, chart, acts, {
    point,
    open: day => open(day, false),
    close: () => drawer.close(),
    isOpen: () => drawer.day() !== null,
  });
  plot?.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = reading();
    if (at === undefined) return;
    const index = state.readings.indexOf(at);
    const act = keyAct(event.key, index, state.readings.length);
    if (act === null) return;
    event.preventDefault();
    state.hover = null;
    if ('move' in act) {
      state.cursor = state.readings[act.move]?.at ?? null;
      point();
    } else if ('beyond' in act) {
      acts.beyond(act.beyond);
    } else if ('open' in act) {
      open(at.day, true);
    } else {
      state.cursor = null;
      drawer.close();
      point();
    }
  });
  plot?.addEventListener('blur', () => {
    state.cursor = null;
    point();
  });
  find('#drawer', HTMLElement)?.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    drawer.close();
    plot?.focus();
  });
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const day = link.dataset.openDay;
    if (day !== undefined) {
      event.preventDefault();
      open(day, link.closest('#drawer') === null);
    } else if (link.dataset.closeDay !== undefined) {
      event.preventDefault();
      drawer.close();
      plot?.focus();
    }
  });
  return { refresh: tell };
}
