import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import { countriesOf, kindOf, type Subject } from '@tensiometer/core/domain/subject.ts';
import { subjectName } from '@tensiometer/core/views/names.ts';
import type { PropsWithChildren } from 'hono/jsx';
import { chartFile } from './addresses.ts';
import { count, dayText, whole } from './format.ts';
import { Glyph } from './glyph.tsx';
import { type Range, rangeWords, SPANS, stepWords } from './range.ts';
import type { Rows } from './readings.ts';
import { addressOf, indicatorsOf, MOST_COMPARED, type SubjectState, stateAddress } from './subject-state.ts';

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

/** What is drawn: the subject, those it is compared with, the indicators; and the ways to take it away. */
export function SeriesBar({ subject, name, state, rows, range }: BarProps) {
  const compared = rows.columns.filter(column => column.role === 'compared');
  const left = state.compare.filter(other => !compared.some(column => column.subject === other));
  const files = addressOf(subject, { ...state, span: null, range, at: null, view: 'chart', clock: 'utc' });
  return (
    <>
      <ul class="chips" aria-label="Series">
        <li>
          <Sample n={0} />
          <b>
            <bdi>{name}</bdi>
          </b>
        </li>
        {compared.map((column, i) => (
          <li data-compared={column.subject}>
            <Sample n={i + 1} />
            <bdi>{column.name}</bdi>
            <Without subject={subject} state={state} other={column.subject} />
          </li>
        ))}
        {left.map(other => (
          <li data-compared={other} class="dim">
            <bdi>{subjectName(other)}</bdi>, not kept for it
            <Without subject={subject} state={state} other={other} />
          </li>
        ))}
      </ul>
      {state.compare.length >= MOST_COMPARED ? null : <CompareMenu subject={subject} state={state} />}
      <Menu id="indicator-menu" words="Indicators" extra>
        <ul>
          {indicatorsOf(subject).map(indicator => {
            const shown = state.indicators.includes(indicator);
            const rest = state.indicators.filter(other => other !== indicator);
            const next = shown ? rest : [...rest, indicator];
            const all = indicatorsOf(subject).filter(other => next.includes(other));
            return (
              <li>
                <a
                  href={stateAddress(subject, state, { indicators: next.length === 0 ? [indicator] : all })}
                  aria-current={shown ? 'true' : undefined}
                  data-indicator={indicator}
                >
                  <i class="tick" aria-hidden="true" />
                  {FORMULAS[indicator].label}
                  {shown ? <span class="vh">, shown</span> : null}
                </a>
              </li>
            );
          })}
        </ul>
      </Menu>
      <nav class="tabs push" aria-label="Show as">
        <a
          href={stateAddress(subject, state, { view: 'chart' })}
          data-view="chart"
          aria-current={state.view === 'chart' ? 'true' : undefined}
        >
          Chart
        </a>
        <a
          href={stateAddress(subject, state, { view: 'table' })}
          data-view="table"
          aria-current={state.view === 'table' ? 'true' : undefined}
        >
          Table
        </a>
      </nav>
      <Menu id="export-menu" words="Export" right>
        <ul>
          <li>
            <a href={chartFile(subject, 'csv', files)} data-file="csv" download>
              CSV <span class="dim">{count(rows.readings.length, 'row')}</span>
            </a>
          </li>
          <li>
            <a href={chartFile(subject, 'json', files)} data-file="json" download>
              JSON <span class="dim">with formulas</span>
            </a>
          </li>
          <li>
            <a href={chartFile(subject, 'ndjson', files)} data-file="ndjson" download>
              NDJSON <span class="dim">with acts</span>
            </a>
          </li>
          <li class="needs-script">
            <button type="button" id="save-png">
              PNG <span class="dim">with footnote</span>
            </button>
          </li>
        </ul>
      </Menu>
    </>
  );
}

function Without({ subject, state, other }: { subject: Subject; state: SubjectState; other: Subject }) {
  const compare = state.compare.filter(name => name !== other);
  return (
    <a class="away" href={stateAddress(subject, state, { compare })} aria-label={`Take ${subjectName(other)} away`}>
      ×
    </a>
  );
}

function CompareMenu({ subject, state }: { subject: Subject; state: SubjectState }) {
  const near = kindOf(subject) === 'dyad' ? countriesOf(subject).filter(code => !state.compare.includes(code)) : [];
  return (
    <Menu id="compare-menu" words="Compare" extra>
      <form method="get" action={`/subjects/${subject}`} data-navigate>
        <Kept subject={subject} state={state} />
        <label for="compare-with">Country or pair</label>
        <input
          class="field"
          id="compare-with"
          name="add"
          list="compare-names"
          placeholder="Iran–Israel"
          autocomplete="off"
          required
        />
        <datalist id="compare-names" />
        <button class="btn" type="submit">
          Add
        </button>
      </form>
      {near.length === 0 ? null : (
        <ul>
          {near.map(other => (
            <li>
              <a href={stateAddress(subject, state, { compare: [...state.compare, other] })}>
                <bdi>{subjectName(other)}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  );
}

type MenuProps = PropsWithChildren<{
  id: string;
  words: string;
  /** At the end of its row. */
  push?: boolean;
  /** Opens towards the left. */
  right?: boolean;
  /** Folds away on a phone. */
  extra?: boolean;
}>;

/** A list that folds out; a details element, so that it needs no script. */
function Menu({ id, words, push = false, right = push, extra = false, children }: MenuProps) {
  const kinds = ['menu', push ? 'push' : '', right ? 'right' : '', extra ? 'extra' : ''].filter(Boolean);
  return (
    <details class={kinds.join(' ')} id={id}>
      <summary>
        {words}
        <Glyph name="down" />
      </summary>
      <div>{children}</div>
    </details>
  );
}

/** The rest of the state as hidden fields, so that a form changes only what it asks for. */
function Kept({ subject, state }: { subject: Subject; state: SubjectState }) {
  const kept = Object.entries(addressOf(subject, state)).filter(([, value]) => value);
  return (
    <>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value ?? ''} />
      ))}
    </>
  );
}

/** The stroke of a series as it is in the chart: 0 is the page's own. */
function Sample({ n }: { n: number }) {
  return (
    <svg class={`sample s${n}`} viewBox="0 0 22 8" aria-hidden="true">
      <path d="M0 4H22" />
    </svg>
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
