import type { Day } from '@tensiometer/core/domain/day.ts';
import { dayOf } from '@tensiometer/core/domain/day.ts';
import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';
import annotation from 'chartjs-plugin-annotation';
import { drawDemoGround, drawDemoNames, drawGaps, drawLowCounts } from './chart-ground.ts';
import { drawDays, drawTag } from './chart-pointer.ts';
import type { ChartState } from './chart-state.ts';
import { massConfiguration } from './mass-configuration.ts';
import { tensionConfiguration } from './tension-configuration.ts';

Chart.register(LineController, LineElement, PointElement, BarController, BarElement, LinearScale, annotation);

export type SubjectChart = {
  /** Draws new data. */
  show(): void;
  /** Draws the same data again: a day was pointed at. */
  point(): void;
  dayAt(clientX: number): Day | null;
};

/** The tension line and the masses under it, on one axis of days. `state` is read anew at each drawing. */
export function subjectChart(tension: HTMLCanvasElement, mass: HTMLCanvasElement, state: ChartState): SubjectChart {
  let main: Chart | null = null;
  let bars: Chart | null = null;

  const show = () => {
    Chart.defaults.font.family = state.palette.sans;
    Chart.defaults.font.size = 12.5;
    main = shown(main, tension, tensionConfiguration(state, [overlay(true)]) as ChartConfiguration);
    bars = shown(bars, mass, massConfiguration(state, [overlay(false)]) as ChartConfiguration);
  };

  const overlay = (isMain: boolean): Plugin => ({
    id: 'observatory',
    beforeDatasetsDraw(chart) {
      chart.ctx.save();
      if (isMain) drawDemoGround(chart, state);
      zeroLine(chart, state);
      chart.ctx.restore();
    },
    afterDatasetsDraw(chart) {
      chart.ctx.save();
      chart.ctx.textBaseline = 'alphabetic';
      if (isMain) {
        drawGaps(chart, state);
        drawDemoNames(chart, state);
        drawLowCounts(chart, state);
        drawTag(chart, state);
      } else {
        massNames(chart, state);
      }
      drawDays(chart, state, isMain);
      chart.ctx.restore();
    },
  });

  return {
    show,
    point() {
      main?.draw();
      bars?.draw();
    },
    dayAt(clientX) {
      const at = main?.scales.x?.getValueForPixel(clientX - tension.getBoundingClientRect().left);
      if (at === undefined || !Number.isFinite(at)) return null;
      const day = dayOf(at);
      return state.readings.some(reading => reading.day === day) ? day : null;
    },
  };
}

/** A chart with new data and options, drawn before the call returns; made anew only the first time. */
function shown(chart: Chart | null, canvas: HTMLCanvasElement, configuration: ChartConfiguration): Chart {
  if (chart === null) return new Chart(canvas, configuration);
  chart.data = configuration.data;
  chart.options = configuration.options ?? {};
  chart.update('none');
  return chart;
}

function zeroLine(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area, scales } = chart;
  if (scales.y === undefined) return;
  const zero = Math.round(scales.y.getPixelForValue(0)) + 0.5;
  ctx.strokeStyle = state.palette.ink;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(area.left, zero);
  ctx.lineTo(area.right, zero);
  ctx.stroke();
}

function massNames(chart: Chart, state: ChartState): void {
  const { ctx, chartArea: area } = chart;
  const { palette } = state;
  ctx.font = `600 12.5px ${palette.sans}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = palette.crit;
  ctx.fillText('Conflict', area.left, area.top + 11);
  const width = ctx.measureText('Conflict ').width;
  ctx.fillStyle = palette.coop;
  ctx.fillText('Cooperation', area.left, area.bottom - 4);
  ctx.font = `400 12.5px ${palette.sans}`;
  ctx.fillStyle = palette['ink-2'];
  ctx.fillText('points a day', area.left + width, area.top + 11);
}
