import { dayOf } from '@tensiometer/core/domain/day.ts';
import type { Range } from '../pages/range.ts';
import { addressWith, asked } from './address.ts';
import { chartPointing } from './chart-pointing.tsx';
import type { ChartState, Placed } from './chart-state.ts';
import { brushed, panned } from './chart-window.ts';
import { coalesced } from './coalesced.ts';
import { find, markDrawn } from './dom.ts';
import { drawerControl } from './drawer.tsx';
import { startLineEditor } from './line-editor.tsx';
import { startLines } from './lines.tsx';
import { navigation } from './navigation.ts';
import type { LivePage } from './page.ts';
import { readPalette } from './palette.ts';
import { startRangeKeys } from './range-keys.ts';
import { readChart } from './read-chart.ts';
import { subjectChart } from './subject-chart.ts';
import { startSubjectTools } from './subject-tools.ts';
import { onThemeChange } from './theme-switch.ts';
import { clockOf } from './zone.ts';

/** A subject's page: charts, table, drawer and lines, all following the views as they move. */
export function subjectPage(main: HTMLElement, position: number): LivePage {
  const subject = main.dataset.subject ?? '';
  const mainCanvas = find('#main-chart', HTMLCanvasElement);
  const massCanvas = find('#mass-chart', HTMLCanvasElement);
  if (!mainCanvas || !massCanvas) return {};

  const state: ChartState = {
    ...readChart(),
    lines: [],
    hover: null,
    cursor: null,
    chosen: asked('at'),
    brush: null,
    clock: clockOf(location.href),
    palette: readPalette(),
  };
  const chart = subjectChart(mainCanvas, massCanvas, state);
  const lines = startLines(subject, next => {
    state.lines = next;
    chart.show();
  });
  state.lines = lines.all();
  const editor = startLineEditor(
    subject,
    () => state.facts.columns.find(column => column.role === 'main')?.indicator ?? null,
  );
  const drawer = drawerControl(subject, day => {
    state.chosen = day;
    state.cursor = null;
    chart.point();
  });
  /** What the server has put on the page anew, drawn. */
  const redraw = (before?: readonly Placed[]) => {
    Object.assign(state, readChart(), { clock: clockOf(location.href), hover: null });
    chart.show(before);
    editor.redraw();
    pointing.refresh();
  };
  const pages = navigation({
    placed(at) {
      redraw();
      markDrawn(at);
      drawer.follow();
    },
  });
  const show = ({ from, to }: Range, keep = false) =>
    pages.go(addressWith({ from, to, range: null, step: null }), { keep });
  const today = () => dayOf(Date.now());
  const pointing = chartPointing(state, chart, drawer, {
    brushed: (from, to) => show(brushed(from, to)),
    reset: () => pages.go(addressWith({ from: null, to: null, range: null, step: null })),
    beyond: direction => show(panned(state.facts.range, direction * 0.25, today()), true),
  });
  startRangeKeys({ range: () => state.facts.range, around: () => state.chosen, today, show, reset: pages.go });
  startSubjectTools(state, chart);

  const refresh = coalesced(async () => {
    const before = state.readings;
    const at = await pages.refresh();
    if (at === null) return;
    redraw(before);
    markDrawn(at);
    drawer.reload();
  });

  chart.show();
  pointing.refresh();
  markDrawn(position);
  onThemeChange(() => {
    state.palette = readPalette();
    chart.show();
  });
  // the first drawing may have measured the fallback font
  void document.fonts.ready.then(() => chart.show());

  const shown = () => [subject, ...state.facts.columns.map(column => column.subject)];
  return {
    moved(message) {
      if (message.subjects.some(moved => shown().includes(moved))) refresh();
    },
    reset() {
      refresh();
      lines.reload();
    },
    alerts(_, changed) {
      if (changed !== null && changed.subject !== subject) return;
      refresh();
      lines.reload();
    },
  };
}
