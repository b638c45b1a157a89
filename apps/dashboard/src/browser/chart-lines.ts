import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import type { ChartOptions } from 'chart.js';
import type {} from 'chartjs-plugin-annotation';
import { lineText } from '../pages/alert-state.tsx';
import type { ChartState } from './chart-state.ts';
import type { Palette } from './palette.ts';

type Settings = NonNullable<NonNullable<ChartOptions['plugins']>['annotation']>;
type Annotations = Exclude<NonNullable<Settings['annotations']>, unknown[]>;
type Drawn = { at: number; words: string; critical: boolean };

/** Lines on an indicator as labelled annotations: a warning is dashed, a critical line is solid. */
export function linesOn(indicator: string, { lines, palette }: ChartState): Annotations {
  return annotations(
    lines.filter(line => line.indicator === indicator).flatMap(line => drawnOf(line, 1)),
    palette,
  );
}

/** Lines on the masses; those on cooperation stand below the axis, as cooperation does. */
export function massLines({ lines, palette }: ChartState): Annotations {
  return annotations(
    lines
      .filter(line => line.indicator === 'conflict' || line.indicator === 'cooperation')
      .flatMap(line => drawnOf(line, line.indicator === 'cooperation' ? -1 : 1)),
    palette,
  );
}

/** The values that a line stands at; a rule about a change or a record has none. */
function drawnOf({ comparison, warn, critical, band }: ThresholdView, sign: 1 | -1): Drawn[] {
  const pair = (words: string, low: number, high: number | null): Drawn[] => [
    { at: sign * low, words: `Warning${words} ${lineText(low)}`, critical: false },
    ...(high === null ? [] : [{ at: sign * high, words: `Critical${words} ${lineText(high)}`, critical: true }]),
  ];
  switch (comparison) {
    case 'above':
      return pair('', warn, critical);
    case 'below':
      return pair(' below', warn, critical);
    case 'outside':
      return [...pair(' above', warn, critical), ...(band === null ? [] : pair(' below', band.warn, band.critical))];
    case 'change':
    case 'record':
      return [];
  }
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
