import type { Day } from '@tensiometer/core/domain/day.ts';
import type { ContributionsAnswer, SubjectSummary, ThresholdView } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from './addresses.ts';
import { Drawer } from './drawer.tsx';
import { Figures } from './figures.tsx';
import { LineForm } from './line-form.tsx';
import { LineList } from './line-list.tsx';
import { chartSummary, Plot } from './plot.tsx';
import { PRESETS, presetRange, type Range, rangeWords } from './range.ts';
import type { DayReading } from './readings.ts';
import { SeriesTable } from './series-table.tsx';

export type SubjectProps = {
  summary: SubjectSummary;
  readings: DayReading[];
  /** Range on screen, and the one the reader asked for; null while the page follows the data. */
  range: Range;
  asked: Range | null;
  standing: { day: Day; to: Day };
  today: Day;
  lines: ThresholdView[];
  chosen: ContributionsAnswer | null;
  view: 'chart' | 'table';
};

/** A subject: its numbers, its line over time, and what is behind the day that was chosen. */
export function SubjectPage(props: SubjectProps) {
  const { summary, readings, range, asked, standing, today, lines, chosen, view } = props;
  const { subject, name } = summary;
  const empty = readings.every(reading => reading.tension === null);
  return (
    <main
      id="main"
      class={chosen === null ? 'two closed' : 'two'}
      data-subject={subject}
      data-name={name}
      data-standing={standing.day}
    >
      <div class="col">
        <p class="crumb">
          <a href={summary.kind === 'country' ? '/?kind=country' : '/'}>Overview</a> /{' '}
          {summary.kind === 'country' ? 'Country' : 'Pair'} {subject}
        </p>
        <div class="title">
          <h1>
            <bdi>{name}</bdi>
          </h1>
        </div>
        <div id="figures">
          <Figures
            subject={summary}
            day={standing.day}
            today={today}
            reading={readings.find(reading => reading.day === standing.day) ?? null}
          />
        </div>
        <div class="bar">
          <nav class="tabs" aria-label="Range">
            <a
              href={subjectAddress(subject, { view: view === 'table' ? view : null })}
              aria-current={asked === null ? 'true' : undefined}
            >
              All data
            </a>
            {PRESETS.map(days => (
              <Preset days={days} subject={subject} range={range} asked={asked} to={standing.to} view={view} />
            ))}
          </nav>
          <span class="meta num" id="range-words">
            {rangeWords(range.from, range.to)}
          </span>
          <nav class="tabs push" aria-label="Show as">
            <a
              href={subjectAddress(subject, asked ?? {})}
              data-view="chart"
              aria-current={view === 'chart' ? 'true' : undefined}
            >
              Chart
            </a>
            <a
              href={subjectAddress(subject, { ...asked, view: 'table' })}
              data-view="table"
              aria-current={view === 'table' ? 'true' : undefined}
            >
              Table
            </a>
          </nav>
        </div>
        <p class="band quiet" id="nothing-counted" hidden={!empty}>
          Nothing counted in these days: no report names {name}. Where reports stop, the line stops; it is never drawn
          at zero.
        </p>
        <div id="chart-view" hidden={view === 'table'}>
          <noscript>
            <p class="band quiet">
              The chart needs scripts.{' '}
              <a href={subjectAddress(subject, { ...asked, view: 'table' })}>The table has the same rows</a>.
            </p>
          </noscript>
          <Plot summary={chartSummary(name, readings, lines)} />
        </div>
        <section
          class="table-wrap"
          id="table-view"
          hidden={view === 'chart'}
          tabindex={0}
          aria-label="Readings day by day"
        >
          <SeriesTable
            readings={readings}
            address={day => subjectAddress(subject, { ...asked, at: day, view: 'table' })}
          />
        </section>
      </div>
      <aside class="drawer" id="drawer" aria-labelledby="drawer-head" hidden={chosen === null}>
        {chosen === null ? null : <Drawer answer={chosen} range={asked} />}
      </aside>
      <section class="lines-wrap" id="lines" aria-labelledby="lines-head">
        <div class="head">
          <h2 id="lines-head">Lines</h2>
          <p class="meta right">An alert is a line on this chart</p>
        </div>
        <div id="line-list" data-lines={JSON.stringify(lines)} data-named="no">
          <LineList lines={lines} named={false} />
        </div>
        <LineForm subject={{ subject, name }} choices={[]} />
      </section>
    </main>
  );
}

type PresetProps = { days: number; subject: string; range: Range; asked: Range | null; to: Day; view: string };

function Preset({ days, subject, range, asked, to, view }: PresetProps) {
  const wanted = presetRange(days, to);
  const current = asked !== null && wanted.from === range.from && wanted.to === range.to;
  return (
    <a
      href={subjectAddress(subject, { ...wanted, view: view === 'table' ? view : null })}
      aria-current={current ? 'true' : undefined}
    >
      {days} d
    </a>
  );
}
