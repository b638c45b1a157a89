import type { ChartConfiguration, Plugin, Point } from 'chart.js';
import { dayAxis, valueAxis } from './chart-axes.ts';
import { stripes } from './chart-ink.ts';
import { massLines } from './chart-lines.ts';
import type { ChartState } from './chart-state.ts';
import { noonOf, roundTop } from './chart-time.ts';

/** Chart.js configuration of the masses: conflict up, cooperation down, one scale in points a day. */
export function massConfiguration(state: ChartState, plugins: Plugin[]): ChartConfiguration<'bar', Point[]> {
  const { readings, palette, lines } = state;
  const set = (indicator: string) =>
    lines.filter(line => line.indicator === indicator).flatMap(line => [line.warn, line.critical ?? 0]);
  const up = roundTop(Math.max(4, ...readings.map(reading => reading.conflict ?? 0), ...set('conflict')));
  const down = roundTop(Math.max(up / 4, ...readings.map(reading => reading.cooperation ?? 0), ...set('cooperation')));
  const step = roundTop(Math.max(up, down)) / 2;
  const ticks = [-2, -1, 0, 1, 2].map(n => n * step).filter(value => value >= -down && value <= up);
  const bar = { barPercentage: readings.length > 45 ? 0.82 : 0.5, categoryPercentage: 1, grouped: false };
  const filled = (colour: string) => (context: { chart: { ctx: CanvasRenderingContext2D }; dataIndex: number }) =>
    readings[context.dataIndex]?.demo ? stripes(context.chart.ctx, colour) : colour;
  const edged = (colour: string) => ({
    borderColor: colour,
    borderWidth: (context: { dataIndex: number }) => (readings[context.dataIndex]?.demo ? 1 : 0),
  });
  return {
    type: 'bar',
    plugins: plugins as Plugin<'bar'>[],
    data: {
      datasets: [
        {
          data: readings.map(reading => ({ x: noonOf(reading.day), y: reading.conflict ?? 0 })),
          backgroundColor: filled(palette['conf-bar']),
          ...edged(palette['conf-bar']),
          ...bar,
        },
        {
          data: readings.map(reading => ({ x: noonOf(reading.day), y: -(reading.cooperation ?? 0) })),
          backgroundColor: filled(palette['coop-bar']),
          ...edged(palette['coop-bar']),
          ...bar,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { autoPadding: false, padding: 0 },
      scales: {
        x: dayAxis(readings[0]?.day ?? state.standing, readings.at(-1)?.day ?? state.standing, palette, false),
        y: valueAxis(-down * 1.12, up * 1.02, ticks, palette, () => false),
      },
      plugins: { annotation: { annotations: massLines(state), clip: false } },
    },
  };
}
