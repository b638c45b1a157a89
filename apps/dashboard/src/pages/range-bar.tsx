import type { Subject } from '@tensiometer/core/domain/subject.ts';
import { dayText, whole } from './format.ts';
import { Kept, Menu } from './menu.tsx';
import { type Range, rangeWords, SPANS, stepWords } from './range.ts';
import type { Rows } from './readings.ts';
import { type SubjectState, stateAddress } from './subject-state.ts';

export type BarProps = {
  subject: Subject;
  name: string;
  state: SubjectState;
  range: Range;
  rows: Rows;
  recordedDay: string | null;
};

/** Range, clock and date of knowledge: each a link or a form, so that they work without a script. */
export function RangeBar({ subject, state, range, rows, recordedDay }: BarProps) {
  const usual = state.span === null && state.range === null;
  return (
    <>
      <nav class="tabs" aria-label="Range">
        {SPANS.map(({ name, words }) => (
          <a
            href={stateAddress(subject, state, { span: name, range: null, step: null })}
            data-span={name}
            aria-current={state.span === name ? 'true' : undefined}
          >
            {words}
          </a>
        ))}
      </nav>
      <button type="button" class="link more-bars" data-more>
        Dates and series
      </button>
      <form class="dates extra" method="get" action={`/subjects/${subject}`} data-navigate>
        <Kept subject={subject} state={{ ...state, span: null, range: null, step: null }} />
        <label class="vh" for="from">
          First day
        </label>
        <input class="field" type="date" id="from" name="from" value={range.from} required />
        <span>to</span>
        <label class="vh" for="to">
          Last day
        </label>
        <input class="field" type="date" id="to" name="to" value={range.to} required />
        <button class="link no-script" type="submit">
          Show
        </button>
      </form>
      {usual ? null : (
        <a
          class="link extra"
          id="reset-range"
          href={stateAddress(subject, state, { span: null, range: null, step: null })}
        >
          Reset
        </a>
      )}
      <nav class="tabs needs-script extra" aria-label="Clock">
        <a
          href={stateAddress(subject, state, { clock: 'utc' })}
          aria-current={state.clock === 'utc' ? 'true' : undefined}
        >
          UTC
        </a>
        <a
          href={stateAddress(subject, state, { clock: 'local' })}
          aria-current={state.clock === 'local' ? 'true' : undefined}
        >
          Local
        </a>
      </nav>
      <span class="meta extra" id="range-words">
        <span class="vh">{rangeWords(range, rows.step)}</span>
        <span aria-hidden="true">{stepWords(rows.step)}</span>
        {state.clock === 'local' ? <span>; days begin and end in UTC, times are yours</span> : null}
      </span>
      <Menu id="as-of-menu" words={`As known ${recordedDay === null ? 'now' : dayText(recordedDay)}`} push extra>
        <form method="get" action={`/subjects/${subject}`}>
          <Kept subject={subject} state={{ ...state, asOf: null }} />
          <p class="meta">Every number, line and alert as this installation knew it then.</p>
          <label for="as-of">Time in UTC</label>
          <input class="field" type="datetime-local" id="as-of" name="asOf" value={asOfField(state.asOf)} required />
          <button class="btn" type="submit">
            Show
          </button>
          {state.asOf === null ? null : (
            <a class="link" href={stateAddress(subject, state, { asOf: null })} data-reload>
              Back to now
            </a>
          )}
        </form>
      </Menu>
    </>
  );
}

function asOfField(asOf: string | null): string {
  if (asOf === null || /^\d+$/.test(asOf)) return '';
  const ms = Date.parse(asOf);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 16);
}

/** "Viewing as of 3 May 2024, position 184,233". */
export function pinnedWords(recordedDay: string | null, asOf: number): string {
  return recordedDay === null
    ? `Viewing as of position ${whole(asOf)}`
    : `Viewing as of ${dayText(recordedDay)}, position ${whole(asOf)}`;
}
