import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import { countriesOf, kindOf, type Subject } from '@tensiometer/core/domain/subject.ts';
import { subjectName } from '@tensiometer/core/views/names.ts';
import { chartFile } from './addresses.ts';
import { count } from './format.ts';
import { Kept, Menu } from './menu.tsx';
import type { BarProps } from './range-bar.tsx';
import { addressOf, indicatorsOf, MOST_COMPARED, type SubjectState, stateAddress } from './subject-state.ts';

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
        {(state.without.length > 1 ? state.without : []).map(part => (
          <li data-left-out={part}>
            <span>
              without <bdi>{leftOutName(part)}</bdi>
            </span>
            <a
              class="away"
              href={stateAddress(subject, state, { without: state.without.filter(other => other !== part) })}
              aria-label={`Count ${leftOutName(part)} again`}
            >
              ×
            </a>
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

/** How something left out is called: "the family Northgate", "the story 1a2b3c4d". */
export function leftOutName(part: string): string {
  const [kind = '', ...rest] = part.split(':');
  const name = rest.join(':');
  return kind === 'story' ? `the story ${name.slice(0, 8)}` : `the ${kind} ${name}`;
}

/** The stroke of a series as it is in the chart: 0 is the page's own. */
function Sample({ n }: { n: number }) {
  return (
    <svg class={`sample s${n}`} viewBox="0 0 22 8" aria-hidden="true">
      <path d="M0 4H22" />
    </svg>
  );
}
