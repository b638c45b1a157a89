import type { SeriesAnswer, SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from '../pages/addresses.ts';
import { Figures } from '../pages/figures.tsx';
import { chartSummary } from '../pages/plot.tsx';
import { askedRange, rangeWords } from '../pages/range.ts';
import { joinSeries } from '../pages/readings.ts';
import { SeriesTable } from '../pages/series-table.tsx';
import { ask } from './api.ts';
import { chartPointing } from './chart-pointing.tsx';
import type { ChartState } from './chart-state.ts';
import { coalesced } from './coalesced.ts';
import { draw, find, markDrawn } from './dom.ts';
import { drawerControl } from './drawer.tsx';
import { startLines } from './lines.tsx';
import type { LivePage } from './page.ts';
import { readPalette } from './palette.ts';
import { readTable } from './readings-table.ts';
import { subjectChart } from './subject-chart.ts';
import { onThemeChange } from './theme-switch.ts';
import { startViewSwitch } from './view-switch.ts';

/** A subject's page: chart, table, drawer and lines, all following the views as they move. */
export function subjectPage(main: HTMLElement, position: number): LivePage {
  const subject = main.dataset.subject ?? '';
  const search = new URLSearchParams(location.search);
  const asked = askedRange(search.get('from') ?? undefined, search.get('to') ?? undefined);
  const table = find('#table-view', HTMLElement);
  const canvases = [find('#tension-chart', HTMLCanvasElement), find('#mass-chart', HTMLCanvasElement)];
  const [tensionCanvas, massCanvas] = canvases;
  if (!table || !tensionCanvas || !massCanvas) return {};

  const state: ChartState = {
    readings: readTable(table),
    lines: [],
    standing: main.dataset.standing ?? '',
    hover: null,
    cursor: null,
    chosen: search.get('at'),
    palette: readPalette(),
  };
  const chart = subjectChart(tensionCanvas, massCanvas, state);
  const show = () => {
    chart.show();
    const key = find('#key-demo', HTMLElement);
    if (key) key.hidden = !state.readings.some(reading => reading.demo);
    const nothing = find('#nothing-counted', HTMLElement);
    if (nothing) nothing.hidden = state.readings.some(reading => reading.tension !== null);
  };
  const lines = startLines(subject, next => {
    state.lines = next;
    show();
  });
  state.lines = lines.all();
  const drawer = drawerControl(subject, asked, state.chosen, day => {
    state.chosen = day;
    state.cursor = null;
    chart.point();
  });
  const pointing = chartPointing(state, chart, drawer);
  startViewSwitch(show);

  const figures = async () => {
    const place = find('#figures', HTMLElement);
    const { subjects } = await ask<SubjectsAnswer>('/api/v1/subjects');
    const summary = subjects.find(other => other.subject === subject);
    if (summary === undefined || place === null) return;
    state.standing = summary.day;
    const reading = state.readings.find(other => other.day === summary.day) ?? null;
    draw(
      place,
      <Figures subject={summary} day={summary.day} today={new Date().toISOString().slice(0, 10)} reading={reading} />,
    );
    chart.point();
  };
  const sayRange = () => {
    const words = find('#range-words', HTMLElement);
    const [first, last] = [state.readings[0], state.readings.at(-1)];
    if (words && first && last) words.textContent = rangeWords(first.day, last.day);
    find('#plot', HTMLElement)?.setAttribute(
      'aria-label',
      chartSummary(main.dataset.name ?? subject, state.readings, state.lines),
    );
  };
  const load = async () => {
    const range = asked === null ? {} : asked;
    const series = (indicator: string) =>
      ask<SeriesAnswer>(`/api/v1/series?${new URLSearchParams({ subject, indicator, step: 'day', ...range })}`);
    const [tension, conflict, cooperation] = await Promise.all([
      series('tension'),
      series('conflict'),
      series('cooperation'),
    ]);
    state.readings = joinSeries(tension, conflict, cooperation);
    show();
    markDrawn(Math.min(tension.asOf, conflict.asOf, cooperation.asOf));
    sayRange();
    draw(
      table,
      <SeriesTable
        readings={state.readings}
        address={day => subjectAddress(subject, { ...asked, at: day, view: 'table' })}
      />,
    );
    pointing.refresh();
    drawer.reload();
    await figures();
  };
  const refresh = coalesced(load);
  const refreshFigures = coalesced(figures);

  show();
  pointing.refresh();
  markDrawn(position);
  onThemeChange(() => {
    state.palette = readPalette();
    show();
  });
  // the first drawing may have measured the fallback font
  void document.fonts.ready.then(show);

  return {
    moved(message) {
      if (message.subjects.includes(subject)) refresh();
    },
    reset: refresh,
    alerts(_, changed) {
      if (changed !== null && changed.subject !== subject) return;
      refreshFigures();
      lines.reload();
    },
  };
}
