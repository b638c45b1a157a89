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
import type { Column } from '../pages/readings.ts';
import { drawDemoGround, drawDemoNames, drawGaps, drawLowCounts } from './chart-ground.ts';
import { drawEpisodeBrackets, drawEpisodeWashes, drawNotes, drawPromotions } from './chart-marks.ts';
import { drawComparedEnds, drawPointed, drawTag } from './chart-pointer.ts';
import { slide } from './chart-slide.ts';
import { type ChartState, columnsOf, type Placed } from './chart-state.ts';
import { mainConfiguration } from './main-configuration.ts';
import { massConfiguration } from './mass-configuration.ts';
import { panelConfiguration } from './panel-configuration.ts';

Chart.register(LineController, LineElement, PointElement, BarController, BarElement, LinearScale, annotation);

export type SubjectChart = {
  /** Draws new data; with the readings of before, what has moved since slides to its place. */
  show(before?: readonly Placed[]): void;
  /** Draws the same data again: a bucket was pointed at. */
  point(): void;
  /** The instant under a place on the screen, in milliseconds since 1970; null before the first drawing. */
  instantAt(clientX: number): number | null;
  /** The bucket under a place on the screen. */
  bucketAt(clientX: number): string | null;
  /** The canvases that are shown, from the top. */
  canvases(): HTMLCanvasElement[];
};

/** All plots of a subject, on one axis of time. `state` is read anew at each drawing. */
export function subjectChart(
  mainCanvas: HTMLCanvasElement,
  massCanvas: HTMLCanvasElement,
  state: ChartState,
): SubjectChart {
  let main: Chart | null = null;
  let mass: Chart | null = null;
  const panels = new Map<string, Chart>();

  const show = (before?: readonly Placed[]) => {
    Chart.defaults.font.family = state.palette.sans;
    Chart.defaults.font.size = 12.5;
    main = shown(
      main,
      mainCanvas,
      mainConfiguration(state, mainCanvas.clientHeight, [mainOverlay(state)]) as ChartConfiguration,
    );
    mass = shown(mass, massCanvas, massConfiguration(state, [overlay(state, massNames)]) as ChartConfiguration);
    showPanels();
    if (before !== undefined) slide(main, state, before);
  };
  const showPanels = () => {
    const columns = columnsOf(state, 'panel');
    for (const [key, chart] of panels) {
      if (columns.some(column => column.key === key) && chart.canvas.isConnected) continue;
      chart.destroy();
      panels.delete(key);
    }
    for (const column of columns) {
      const canvas = document.querySelector(`[data-panel="${CSS.escape(column.key)}"] canvas`);
      if (!(canvas instanceof HTMLCanvasElement)) continue;
      const naming = overlay(state, chart => panelName(chart, state, column));
      const configuration = panelConfiguration(state, column, [naming]) as ChartConfiguration;
      panels.set(column.key, shown(panels.get(column.key) ?? null, canvas, configuration));
    }
  };
  const instantAt = (clientX: number) => {
    const at = main?.scales.x?.getValueForPixel(clientX - mainCanvas.getBoundingClientRect().left);
    return at === undefined || !Number.isFinite(at) ? null : at;
  };

  return {
    show,
    point() {
      for (const chart of [main, mass, ...panels.values()]) chart?.draw();
    },
    instantAt,
    bucketAt(clientX) {
      const at = instantAt(clientX);
      if (at === null) return null;
      return state.readings.find(reading => reading.start <= at && at < reading.end)?.at ?? null;
    },
    canvases: () =>
      [mainCanvas, massCanvas, ...[...panels.values()].map(chart => chart.canvas)].filter(
        canvas => canvas.offsetParent !== null,
      ),
  };
}

/** A chart with new data and options, drawn before the call returns; made anew only the first time. */
function shown(chart: Chart | null, canvas: HTMLCanvasElement, configuration: ChartConfiguration): Chart {
  if (chart === null || chart.canvas !== canvas) return new Chart(canvas, configuration);
  chart.data = configuration.data;
  chart.options = configuration.options ?? {};
  chart.update('none');
  return chart;
}

function mainOverlay(state: ChartState): Plugin {
  return {
    id: 'observatory',
    beforeDatasetsDraw(chart) {
      chart.ctx.save();
      drawEpisodeWashes(chart, state);
      drawDemoGround(chart, state);
      zeroLine(chart, state);
      chart.ctx.restore();
    },
    afterDatasetsDraw(chart) {
      chart.ctx.save();
      chart.ctx.textBaseline = 'alphabetic';
      drawGaps(chart, state);
      drawDemoNames(chart, state);
      drawLowCounts(chart, state);
      drawEpisodeBrackets(chart, state);
      drawPromotions(chart, state);
      drawNotes(chart, state);
      drawComparedEnds(chart, state, drawTag(chart, state));
      drawPointed(chart, state, true);
      chart.ctx.restore();
    },
  };
}

/** What all smaller plots have: the zero line, their name and the hairlines of pointed buckets. */
function overlay(state: ChartState, names: (chart: Chart, state: ChartState) => void): Plugin {
  return {
    id: 'observatory',
    beforeDatasetsDraw(chart) {
      chart.ctx.save();
      zeroLine(chart, state);
      chart.ctx.restore();
    },
    afterDatasetsDraw(chart) {
      chart.ctx.save();
      chart.ctx.textBaseline = 'alphabetic';
      names(chart, state);
      drawPointed(chart, state, false);
      chart.ctx.restore();
    },
  };
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
  const { palette, facts } = state;
  const unit = facts.step === 'hour' ? 'points since midnight' : `points a ${facts.step}`;
  ctx.font = `600 12.5px ${palette.sans}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = palette.crit;
  ctx.fillText('Conflict', area.left, area.top + 11);
  const width = ctx.measureText('Conflict ').width;
  ctx.fillStyle = palette.coop;
  ctx.fillText('Cooperation', area.left, area.bottom - 4);
  ctx.font = `400 12.5px ${palette.sans}`;
  ctx.fillStyle = palette['ink-2'];
  ctx.fillText(unit, area.left + width, area.top + 11);
}

function panelName(chart: Chart, state: ChartState, column: Column): void {
  const { ctx, chartArea: area } = chart;
  ctx.font = `600 12.5px ${state.palette.sans}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = state.palette.ink;
  ctx.fillText(column.name, area.left, area.top - 7);
}
