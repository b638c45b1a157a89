import { OK_OUTLETS, OK_REPORTS } from '@tensiometer/core/domain/coverage.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';
import { lineText } from './alert-state.tsx';
import { dayText, fixed } from './format.ts';
import { type DayReading, lastCovered } from './readings.ts';

/** One sentence that says what the chart shows, for those who cannot see it. */
export function chartSummary(name: string, readings: readonly DayReading[], lines: readonly ThresholdView[]): string {
  const first = readings[0];
  const end = readings.at(-1);
  const last = lastCovered(readings);
  if (first === undefined || end === undefined) return `No days to show for ${name}.`;
  const span = `Tension of ${name}, ${dayText(first.day)} to ${dayText(end.day)}`;
  if (last === null) return `${span}. No report names it in these days, so there is no reading.`;
  const top = readings.reduce(
    (best, reading) => ((reading.tension ?? -1) > (best.tension ?? -1) ? reading : best),
    last,
  );
  const gaps = readings.filter(reading => reading.tension === null).length;
  const set = lines
    .filter(line => line.indicator === 'tension')
    .map(line => `A line is set ${line.comparison} ${lineText(line.warn)}.`)
    .join(' ');
  return [
    `${span}. Highest ${fixed(top.tension ?? 0, 1)} on ${dayText(top.day)}, last ${fixed(last.tension ?? 0, 1)} on ${dayText(last.day)}.`,
    gaps === 0 ? '' : `${gaps} of ${readings.length} days have no reports and no reading.`,
    set,
    'Arrow keys move the day, Enter opens what is behind it.',
  ]
    .filter(part => part !== '')
    .join(' ');
}

/** The canvases that the browser draws on, the row that reads the chosen day out, and the key. */
export function Plot({ summary }: { summary: string }) {
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
        aria-label={summary}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={0}
        aria-valuenow={0}
        aria-valuetext="no day chosen"
      >
        <canvas id="tension-chart" />
      </div>
      <div class="plot mass" id="mass">
        <canvas
          id="mass-chart"
          role="img"
          aria-label="Conflict above the axis and cooperation below it, in points a day; the table has the numbers."
        />
      </div>
      <div class="key">
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-line" d="M0 9 8 9 16 4 24 4" />
          </svg>
          Reading of the day
        </span>
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-low" d="M0 6h24" />
            <circle class="k-low-dot" cx="12" cy="6" r="3" />
          </svg>
          Low coverage: under {OK_REPORTS} reports or {OK_OUTLETS} outlets in 14 days
        </span>
        <span>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-gap" d="M1 3v6M23 3v6M1 6h22" />
          </svg>
          No reports, no reading
        </span>
        <span id="key-demo" hidden>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path class="k-hatch" d="M0 12 12 0M6 12 18 0M12 12 24 0M18 12 24 6M0 6 6 0" />
          </svg>
          Demo
        </span>
      </div>
    </div>
  );
}
