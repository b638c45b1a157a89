import type { ChartConfiguration, Plugin } from 'chart.js';
import type { Column } from '../pages/readings.ts';
import { gutter, timeAxis, valueAxis } from './chart-axes.ts';
import { linesOn } from './chart-lines.ts';
import { scaleOf } from './chart-scale.ts';
import type { ChartState } from './chart-state.ts';
import { strongLine } from './main-configuration.ts';

/** Chart.js configuration of a small panel: one further indicator on the same axis of time. */
export function panelConfiguration(state: ChartState, column: Column, plugins: Plugin[]): ChartConfiguration<'line'> {
  const values = state.readings.flatMap(reading => reading.values[column.key] ?? []);
  return {
    type: 'line',
    plugins: plugins as Plugin<'line'>[],
    data: { datasets: [strongLine(state, state.readings, reading => reading.values[column.key] ?? null)] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { autoPadding: false, padding: { top: 20, left: 0, right: 0, bottom: 2 } },
      scales: {
        x: timeAxis(state, false),
        y: valueAxis(scaleOf(column.indicator, values, 2), gutter(state), state.palette, () => false),
      },
      plugins: { annotation: { annotations: linesOn(column.indicator, state), clip: false } },
    },
  };
}
