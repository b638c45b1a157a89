import type { Day } from '@tensiometer/core/domain/day.ts';
import { keyAct } from './chart-keys.ts';
import type { ChartState } from './chart-state.ts';
import { draw, find } from './dom.ts';
import type { DrawerControl } from './drawer.tsx';
import { Readout, readoutText } from './readout.tsx';
import type { SubjectChart } from './subject-chart.ts';

/** Pointer, keys and links that choose a day. `refresh` reads the row of the chosen day out again after new data. */
export function chartPointing(state: ChartState, chart: SubjectChart, drawer: DrawerControl): { refresh(): void } {
  const plot = find('#plot', HTMLElement);
  const readout = find('#readout', HTMLElement);
  const current = (): Day => state.hover ?? state.cursor ?? state.chosen ?? state.standing;
  const reading = () => state.readings.find(other => other.day === current()) ?? state.readings.at(-1);

  const tell = () => {
    const it = reading();
    if (it === undefined) return;
    if (readout) draw(readout, <Readout reading={it} />);
    plot?.setAttribute('aria-valuemax', String(Math.max(0, state.readings.length - 1)));
    plot?.setAttribute('aria-valuenow', String(state.readings.indexOf(it)));
    plot?.setAttribute('aria-valuetext', readoutText(it));
  };
  const point = () => {
    chart.point();
    tell();
  };
  const hover = (day: Day | null) => {
    if (day === state.hover) return;
    state.hover = day;
    point();
  };

  for (const place of [plot, find('#mass', HTMLElement)]) {
    place?.addEventListener('pointermove', event => hover(chart.dayAt(event.clientX)));
    place?.addEventListener('pointerleave', () => hover(null));
    place?.addEventListener('click', event => {
      const day = chart.dayAt(event.clientX);
      if (day === null) return;
      drawer.open(day, false);
      tell();
    });
  }
  plot?.addEventListener('keydown', event => {
    const first = state.readings[0]?.day;
    const last = state.readings.at(-1)?.day;
    if (first === undefined || last === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    state.hover = null;
    const from = reading()?.day ?? last;
    const act = keyAct(event.key, from, first, last);
    if (act === null) return;
    event.preventDefault();
    if ('move' in act) {
      state.cursor = act.move;
      point();
    } else if ('open' in act) {
      drawer.open(from, true);
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
      drawer.open(day, link.closest('#drawer') === null);
    } else if (link.dataset.closeDay !== undefined) {
      event.preventDefault();
      drawer.close();
      plot?.focus();
    }
  });
  return { refresh: tell };
}
