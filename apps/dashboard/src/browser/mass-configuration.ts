import type { ChartConfiguration, Plugin, Point } from 'chart.js';
import { gutter, timeAxis, valueAxis } from './chart-axes.ts';
import { stripes } from './chart-ink.ts';
import { massLines } from './chart-lines.ts';
import { tickNumber } from './chart-scale.ts';
import type { ChartState } from './chart-state.ts';
import { roundTop } from './chart-time.ts';

/** Chart.js configuration of the masses: conflict up, cooperation down, one scale in points. */
export function massConfiguration(state: ChartState, plugins: Plugin[]): ChartConfiguration<'bar', Point[]> {
  const { readings, palette, lines } = state;
  const set = (indicator: string) =>
    lines.filter(line => line.indicator === indicator).flatMap(line => [line.warn, line.critical ?? 0]);
  const amounts = (key: string) => readings.map(reading => reading.values[key] ?? 0);
  const up = roundTop(Math.max(4, ...amounts('conflict'), ...set('conflict')));
  const down = roundTop(Math.max(up / 4, ...amounts('cooperation'), ...set('cooperation')));
  const step = roundTop(Math.max(up, down)) / 2;
  const ticks = [-2, -1, 0, 1, 2].map(n => n * step).filter(value => value >= -down && value <= up);
  const bar = { barPercentage: readings.length > 45 ? 0.82 : 0.5, categoryPercentage: 1, grouped: false };
  const filled = (colour: string) => (context: { chart: { ctx: CanvasRenderingContext2D }; dataIndex: number }) =>
    readings[context.dataIndex]?.demo ? stripes(context.chart.ctx, colour) : colour;
  const edged = (colour: string) => ({
    borderColor: colour,
    borderWidth: (context: { dataIndex: number }) => (readings[context.dataIndex]?.demo ? 1 : 0),
  });
  const bars = (key: string, sign: 1 | -1, colour: string) => ({
    data: readings.map(reading => ({ x: reading.x, y: sign * (reading.values[key] ?? 0) })),
    backgroundColor: filled(colour),
    ...edged(colour),
    ...bar,
  });
  return {
    type: 'bar',
    plugins: plugins as Plugin<'bar'>[],
    data: {
      datasets: [bars('conflict', 1, palette['conf-bar']), bars('cooperation', -1, palette['coop-bar'])],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { autoPadding: false, padding: 0 },
      scales: {
        x: timeAxis(state, false),
        y: valueAxis(
          { min: -down * 1.12, max: up * 1.02, ticks },
          gutter(state),
          palette,
          () => false,
          value => tickNumber(Math.abs(value)),
        ),
      },
      plugins: { annotation: { annotations: massLines(state), clip: false } },
    },
  };
}
