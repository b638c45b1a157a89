import type { DayAddress, LeftOutAddress } from './addresses.ts';
import type { ChartFacts } from './chart-facts.ts';
import { Drawer } from './drawer.tsx';
import { Figures } from './figures.tsx';
import { longDay } from './format.ts';
import { LineForm } from './line-form.tsx';
import { LineList } from './line-list.tsx';
import { ChartKey, Plot } from './plot.tsx';
import { type BarProps, pinnedWords, RangeBar } from './range-bar.tsx';
import { mainColumn } from './readings.ts';
import { leftOutName, SeriesBar } from './series-bar.tsx';
import { SeriesTable } from './series-table.tsx';
import type { LoadedSubject } from './subject-load.ts';
import { Notes } from './subject-notes.tsx';
import { type SubjectState, stateAddress } from './subject-state.ts';

export type SubjectProps = LoadedSubject & { state: SubjectState; trouble: string[] };

/** A subject: its numbers, its series over time, and what is behind the day that was chosen. */
export function SubjectPage(props: SubjectProps) {
  const { subject, name, state, trouble, rows, range, figures, lines, notes, chosen } = props;
  const { key } = mainColumn(rows);
  const empty = rows.readings.every(reading => reading.values[key] == null);
  const here: DayAddress = day => stateAddress(subject, state, { at: day });
  const leaveOut: LeftOutAddress = part => stateAddress(subject, state, { without: [...state.without, part] });
  const bars: BarProps = { subject, name, state, range, rows, recordedDay: props.recordedDay };
  const pinned = stateAddress(subject, state, { span: null, range, asOf: String(props.asOf) });
  return (
    <main
      id="main"
      class={chosen === null ? 'two closed' : 'two'}
      data-subject={subject}
      data-name={name}
      data-main={mainColumn(rows).indicator}
    >
      <div class="col">
        <p class="crumb">
          <a href={subject.includes('-') ? '/' : '/?kind=country'}>Overview</a> /{' '}
          {subject.includes('-') ? 'Pair' : 'Country'} {subject}
        </p>
        <div class="title">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p class="acts">
            <a class="btn" href="#lines" id="to-lines">
              Alert line
            </a>
            <a class="btn" href={pinned} id="copy-link" data-part data-reload>
              Copy link
            </a>
          </p>
        </div>
        {state.asOf === null ? null : (
          <p class="band past">
            <b>{pinnedWords(props.recordedDay, props.asOf)}.</b> Everything on this page is as it was known then.{' '}
            <a class="link" href={stateAddress(subject, state, { asOf: null })} data-reload>
              Back to now
            </a>
          </p>
        )}
        <div id="left-out" data-part>
          {state.without.length === 0 ? null : (
            <p class="band past">
              <b>
                Without <bdi>{state.without.map(leftOutName).join(', ')}</bdi>.
              </b>{' '}
              Each story is valued from what remains.{' '}
              <a class="link" href={stateAddress(subject, state, { without: [] })}>
                Everything again
              </a>
            </p>
          )}
        </div>
        <div id="trouble" data-part>
          {trouble.map(sentence => (
            <p class="band">{sentence}</p>
          ))}
        </div>
        <div id="figures" data-part>
          <Figures figures={figures} why={here(figures.day)} />
        </div>
        <div class="bar" id="range-bar" data-part>
          <RangeBar {...bars} />
        </div>
        <div class="bar" id="series-bar" data-part>
          <SeriesBar {...bars} />
        </div>
        <div id="nothing-counted" data-part hidden={!empty}>
          <p class="band quiet">
            Nothing counted in these days: no report names {name}. Where reports stop, the line stops; it is never drawn
            at zero.
          </p>
        </div>
        <div id="chart-view" hidden={state.view === 'table'}>
          <noscript>
            <p class="band quiet">
              The chart needs scripts.{' '}
              <a href={stateAddress(subject, state, { view: 'table' })}>The table has the same rows</a>.
            </p>
          </noscript>
          <Plot name={name} rows={rows} lines={lines} />
          <div id="chart-key" data-part>
            <ChartKey rows={rows} episodes={props.episodes} />
          </div>
          <section id="notes" data-part aria-label={`The weightiest acts up to ${longDay(range.to)}`}>
            {notes.length === 0 ? null : <Notes notes={notes} address={here} />}
          </section>
        </div>
        <section
          class="table-wrap"
          id="table-view"
          data-part
          hidden={state.view === 'chart'}
          tabindex={0}
          aria-label="Readings bucket by bucket"
        >
          <SeriesTable rows={rows} address={here} />
        </section>
        <div id="chart-facts" data-part hidden data-facts={JSON.stringify(factsOf(props))} />
      </div>
      <aside class="drawer" id="drawer" aria-labelledby="drawer-head" hidden={chosen === null}>
        {chosen === null ? null : <Drawer answer={chosen} address={here} without={leaveOut} />}
      </aside>
      <section class="lines-wrap" id="lines" aria-labelledby="lines-head">
        <div class="head">
          <h2 id="lines-head">Lines</h2>
          <p class="meta right">An alert is a line on this chart</p>
        </div>
        <div id="line-list" data-lines={JSON.stringify(lines)} data-named="no">
          <LineList lines={lines} named={false} />
        </div>
        {state.asOf === null ? (
          <>
            <LineForm subject={{ subject, name }} choices={[]} />
            <div id="backtest" aria-live="polite" />
          </>
        ) : null}
      </section>
    </main>
  );
}

function factsOf({
  subject,
  name,
  rows,
  range,
  asOf,
  figures,
  episodes,
  promotions,
  notes,
  formula,
}: SubjectProps): ChartFacts {
  return {
    subject,
    name,
    step: rows.step,
    columns: rows.columns,
    range,
    asOf,
    standing: figures.day,
    episodes,
    promotions,
    notes: notes.map(({ n, day }) => ({ n, day })),
    formula,
  };
}
