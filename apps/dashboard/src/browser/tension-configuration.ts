import type { ChartConfiguration, Plugin } from 'chart.js';
import { dayAxis, valueAxis } from './chart-axes.ts';
import { levelInk } from './chart-ink.ts';
import { tensionLines } from './chart-lines.ts';
import { type ChartState, taggedReading } from './chart-state.ts';
import { noonOf } from './chart-time.ts';

/** A tick this near to a printed value steps aside. */
const TOO_NEAR = 5.5;

/** Chart.js configuration of the tension line: 0 to 100, straight joins, gaps stay open, low coverage dashed and hollow. */
export function tensionConfiguration(state: ChartState, plugins: Plugin[]): ChartConfiguration<'line'> {
  const { readings, palette } = state;
  const low = (index: number) => readings[index]?.coverage === 'low';
  const alone = (index: number) => readings[index - 1]?.tension == null && readings[index + 1]?.tension == null;
  const printed = taggedReading(state)?.tension ?? null;
  return {
    type: 'line',
    plugins: plugins as Plugin<'line'>[],
    data: {
      datasets: [
        {
          data: readings.map(reading => ({ x: noonOf(reading.day), y: reading.tension as number })),
          borderColor: context => levelInk(context.chart, state),
          borderWidth: 2.4,
          borderJoinStyle: 'round',
          tension: 0,
          spanGaps: false,
          clip: false,
          segment: {
            borderDash: context => (low(context.p0DataIndex) || low(context.p1DataIndex) ? [3, 3] : undefined),
            borderColor: context => (low(context.p0DataIndex) || low(context.p1DataIndex) ? palette.low : undefined),
            borderWidth: context => (low(context.p0DataIndex) || low(context.p1DataIndex) ? 1.5 : undefined),
          },
          pointRadius: context => (low(context.dataIndex) ? 2.6 : alone(context.dataIndex) ? 2 : 0),
          pointBackgroundColor: context => (low(context.dataIndex) ? palette.paper : palette.ink),
          pointBorderColor: context => (low(context.dataIndex) ? palette.low : palette.ink),
          pointBorderWidth: 1.4,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { autoPadding: false, padding: { top: 12, left: 0, right: 0 } },
      scales: {
        x: dayAxis(readings[0]?.day ?? state.standing, readings.at(-1)?.day ?? state.standing, palette, true),
        y: valueAxis(
          0,
          100,
          [0, 25, 50, 75, 100],
          palette,
          value => printed !== null && Math.abs(printed - value) < TOO_NEAR,
        ),
      },
      plugins: { annotation: { annotations: tensionLines(state), clip: false } },
    },
  };
}
