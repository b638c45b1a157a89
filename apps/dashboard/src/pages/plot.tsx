import { OK_OUTLETS, OK_REPORTS } from '@tensiometer/core/domain/coverage.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import { lineText } from './alert-state.tsx';
import type { Episode } from './episodes.ts';
import { count, dayText, fixed } from './format.ts';
import { decimalsOf } from './indicator-words.ts';
import { type Column, lastCovered, mainColumn, type Rows } from './readings.ts';

/** One sentence that says what the chart shows, for those who cannot see it. */
function chartSummary(name: string, rows: Rows, lines: readonly ThresholdView[]): string {
  const main = mainColumn(rows);
  const compared = rows.columns.filter(column => column.role === 'compared').map(column => column.name);
  const gaps = rows.readings.filter(reading => reading.coverage === 'none').length;
  const set = lines
    .filter(line => line.indicator === main.indicator)
    .map(line => `A line is set ${line.comparison} ${lineText(line.warn)}.`)
    .join(' ');
  return [
    seriesSentence(name, rows, main),
    gaps === 0 ? '' : `${gaps} of ${rows.readings.length} have no reports and no reading.`,
    compared.length === 0 ? '' : `Compared with ${compared.join(', ')}.`,
    set,
    'Arrow keys move along it, Enter opens what is behind a day.',
  ]
    .filter(part => part !== '')
    .join(' ');
}

/** What a panel of its own shows, in a sentence. */
function panelSummary(name: string, rows: Rows, column: Column): string {
  return `${seriesSentence(name, rows, column)} The table has the numbers.`;
}

function seriesSentence(name: string, rows: Rows, column: Column): string {
  const first = rows.readings[0];
  const end = rows.readings.at(-1);
  const last = lastCovered(rows.readings, column.key);
  if (first === undefined || end === undefined) return `No days to show for ${name}.`;
  const span = `${column.name} of ${name}, ${dayText(first.day)} to ${dayText(end.day)}`;
  if (last === null) return `${span}. There is no reading in these days.`;
  const value = (reading: typeof first) => reading.values[column.key] ?? Number.NEGATIVE_INFINITY;
  const top = rows.readings.reduce((best, reading) => (value(reading) > value(best) ? reading : best), last);
  const words = (reading: typeof first) =>
    `${fixed(value(reading), decimalsOf(column.indicator))} on ${dayText(reading.day)}`;
  return `${span}. Highest ${words(top)}, last ${words(last)}.`;
}

/** The canvases that the browser draws on, and the row that reads the chosen day out. */
export function Plot({ name, rows, lines }: { name: string; rows: Rows; lines: readonly ThresholdView[] }) {
  const panels = rows.columns.filter(column => column.role === 'panel');
  return (
    <div class="needs-script">
      <p class="readout" id="readout" aria-live="polite">
        <span>Point at a day, or move through the days with the arrow keys.</span>
      </p>
      <div
        class="plot main"
        id="plot"
        tabIndex={0}
        role="slider"
        aria-label={chartSummary(name, rows, lines)}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={0}
        aria-valuenow={0}
        aria-valuetext="no day chosen"
      >
        <canvas id="main-chart" />
      </div>
      <div class="plot mass" id="mass" hidden={!rows.columns.some(column => column.role === 'mass')}>
        <canvas
          id="mass-chart"
          role="img"
          aria-label="Conflict above the axis and cooperation below it, in points; the table has the numbers."
        />
      </div>
      <div id="panels">
        {panels.map(column => (
          <div class="plot panel" data-panel={column.key}>
            <canvas role="img" aria-label={panelSummary(name, rows, column)} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** What the strokes and grounds of the chart mean; only what is there is explained. */
export function ChartKey({ rows, episodes }: { rows: Rows; episodes: readonly Episode[] }) {
  const some = (coverage: string) => rows.readings.some(reading => reading.coverage === coverage);
  return (
    <div class="key needs-script">
      <span>
        <svg viewBox="0 0 24 12" aria-hidden="true">
          <path class="k-line" d="M0 9 8 9 16 4 24 4" />
        </svg>
        {rows.step === 'hour'
          ? 'Reading at the end of the hour'
          : rows.step === 'week'
            ? 'Reading at the end of the week'
            : 'Reading at the end of the day'}
      </span>
      {some('low') ? (
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-low" d="M0 6h24" />
            <circle class="k-low-dot" cx="12" cy="6" r="3" />
          </svg>
          Low coverage: under {OK_REPORTS} reports or {OK_OUTLETS} outlets in 14 days
        </span>
      ) : null}
      {some('none') ? (
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-gap" d="M1 3v6M23 3v6M1 6h22" />
          </svg>
          No reports, no reading
        </span>
      ) : null}
      {episodes.length === 0 ? null : (
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <rect class="k-wash" width="24" height="12" />
            <path class="k-bracket" d="M.5 4V1h23v3" />
          </svg>
          {count(episodes.length, 'alert episode')}
        </span>
      )}
      {rows.readings.some(reading => reading.demo) ? (
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-hatch" d="M0 12 12 0M6 12 18 0M12 12 24 0M18 12 24 6M0 6 6 0" />
          </svg>
          Demo
        </span>
      ) : null}
    </div>
  );
}
