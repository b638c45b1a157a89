import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import type { ChartOptions } from 'chart.js';
import type {} from 'chartjs-plugin-annotation';
import { lineText } from '../pages/alert-state.tsx';
import type { ChartState } from './chart-state.ts';
import type { Palette } from './palette.ts';

type Settings = NonNullable<NonNullable<ChartOptions['plugins']>['annotation']>;
type Annotations = Exclude<NonNullable<Settings['annotations']>, unknown[]>;
type Drawn = { at: number; words: string; critical: boolean };

/** Lines of the tension chart as labelled annotations: a warning is dashed, a critical line is solid. */
export function tensionLines({ lines, palette }: ChartState): Annotations {
  return annotations(
    lines.filter(line => line.indicator === 'tension').flatMap(line => drawnOf(line, 1)),
    palette,
  );
}

/** Lines on the masses; those on cooperation stand below the axis, as cooperation does. */
export function massLines({ lines, palette }: ChartState): Annotations {
  return annotations(
    lines
      .filter(line => line.indicator !== 'tension')
      .flatMap(line => drawnOf(line, line.indicator === 'cooperation' ? -1 : 1)),
    palette,
  );
}

function drawnOf(line: ThresholdView, sign: 1 | -1): Drawn[] {
  const side = line.comparison === 'below' ? ' below' : '';
  const warning = { at: sign * line.warn, words: `Warning${side} ${lineText(line.warn)}`, critical: false };
  if (line.critical === null) return [warning];
  return [warning, { at: sign * line.critical, words: `Critical${side} ${lineText(line.critical)}`, critical: true }];
}

function annotations(drawn: Drawn[], palette: Palette): Annotations {
  return Object.fromEntries(
    drawn.map((line, i): [string, Annotations[string]] => [
      `line${i}`,
      {
        type: 'line',
        yMin: line.at,
        yMax: line.at,
        borderColor: line.critical ? palette.crit : palette['warn-line'],
        borderWidth: 1.25,
        borderDash: line.critical ? [] : [6, 4],
        drawTime: 'beforeDatasetsDraw',
        label: {
          display: true,
          drawTime: 'afterDatasetsDraw',
          content: line.words,
          position: 'start',
          yAdjust: -9,
          padding: 0,
          backgroundColor: 'transparent',
          color: line.critical ? palette.crit : palette.warn,
          font: { family: palette.sans, size: 12.5, weight: 600 },
          textStrokeColor: palette.paper,
          textStrokeWidth: 4,
        },
      },
    ]),
  );
}
