import { EVENT_TYPES, quadOf } from '@tensiometer/core/domain/ontology.ts';
import type { EventsAnswer, EventView } from '@tensiometer/core/wire/api.ts';
import { reportAddress } from './addresses.ts';
import { DemoMark } from './demo-mark.tsx';
import { Direction, EventCode, Quote } from './evidence.tsx';
import { dayText, momentText } from './format.ts';
import { setAsideText } from './words.ts';

/** The filter as it stands in the address, by the names of its fields. */
export type FilterText = Partial<Record<FilterField, string>>;
type FilterField = (typeof FILTER_FIELDS)[number];
export const FILTER_FIELDS = [
  'subject',
  'actor',
  'recipient',
  'type',
  'quad',
  'outlet',
  'source',
  'q',
  'from',
  'to',
  'status',
  'report',
] as const;

const QUADS = ['Words of cooperation', 'Deeds of cooperation', 'Words of conflict', 'Deeds of conflict'];

export type EventsProps = {
  answer: EventsAnswer;
  filter: FilterText;
  /** What of the filter cannot be read; nothing is listed then. */
  wrong: string | null;
  continued: boolean;
};

/** Every coded event, newest recorded first, narrowed by what the reader asks for; the same as a file. */
export function EventsPage({ answer, filter, wrong, continued }: EventsProps) {
  const suppressed = filter.status === 'suppressed';
  return (
    <main
      id="main"
      class="page events"
      data-query={continued || wrong !== null ? undefined : queryOf(filter, {})}
      data-newest={answer.events[0]?.id}
    >
      <h1 class="page-title">Events</h1>
      <div class="head">
        <nav class="tabs" aria-label="Status">
          <a href={eventsAddress({ ...filter, status: '' })} aria-current={suppressed ? undefined : 'true'}>
            Coded
          </a>
          <a href={eventsAddress({ ...filter, status: 'suppressed' })} aria-current={suppressed ? 'true' : undefined}>
            Set aside
          </a>
        </nav>
        <p class="meta right">
          {continued ? <a href={eventsAddress(filter)}>Back to the newest</a> : 'newest recorded first, days in UTC'}
        </p>
      </div>
      <details class="fold" open={queryOf({ ...filter, status: '' }, {}) !== ''}>
        <summary>Narrow the list</summary>
        <FilterForm filter={filter} />
      </details>
      {wrong === null ? null : (
        <p class="said" data-outcome="failed" role="alert">
          {wrong}
        </p>
      )}
      <p class="newer" id="newer" hidden role="status">
        <a href={eventsAddress(filter)}>Newer events have been coded. Show them</a>
      </p>
      {answer.events.length > 0 ? (
        <>
          <ol class="event-list">
            {answer.events.map(event => (
              <Row event={event} />
            ))}
          </ol>
          <Files filter={filter} />
        </>
      ) : wrong === null ? (
        <p class="say-none">{nothingWords(filter)}</p>
      ) : null}
      {answer.next === null ? null : (
        <p class="more">
          <a class="btn" href={eventsAddress(filter, answer.next)}>
            Older events
          </a>
        </p>
      )}
    </main>
  );
}

/** Address of the list with a filter, from a cursor on if given. */
function eventsAddress(filter: FilterText, cursor?: string): string {
  const text = queryOf(filter, cursor === undefined ? {} : { cursor });
  return text === '' ? '/events' : `/events?${text}`;
}

function queryOf(filter: FilterText, more: Record<string, string>): string {
  const given = FILTER_FIELDS.flatMap(name => {
    const value = filter[name];
    return value === undefined || value === '' ? [] : [[name, value] satisfies [string, string]];
  });
  return new URLSearchParams([...given, ...Object.entries(more)]).toString();
}

function FilterForm({ filter }: { filter: FilterText }) {
  const field = (name: FilterField, label: string, type: 'text' | 'date' | 'search', hint?: string) => (
    <label>
      <span>{label}</span>
      <input class="field" name={name} type={type} value={filter[name] ?? ''} placeholder={hint} autocomplete="off" />
    </label>
  );
  return (
    <form class="filter" method="get" action="/events" aria-label="Narrow the list">
      {field('subject', 'Subject', 'text', 'IRQ-USA')}
      {field('actor', 'Who', 'text', 'Iraq')}
      {field('recipient', 'To whom', 'text')}
      <label>
        <span>Type</span>
        <select class="field" name="type">
          <option value="">any</option>
          {EVENT_TYPES.map(type => (
            <option value={type} selected={type === filter.type?.toUpperCase()}>
              {type.toLowerCase()}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Kind</span>
        <select class="field" name="quad">
          <option value="">any</option>
          {QUADS.map((words, i) => (
            <option value={i + 1} selected={String(i + 1) === filter.quad}>
              {words.toLowerCase()}
            </option>
          ))}
        </select>
      </label>
      {field('from', 'From', 'date')}
      {field('to', 'To', 'date')}
      {field('outlet', 'Outlet', 'text')}
      {field('source', 'Source', 'text')}
      {field('q', 'Words of the report', 'search')}
      {filter.status === 'suppressed' ? <input type="hidden" name="status" value="suppressed" /> : null}
      {filter.report === undefined || filter.report === '' ? null : (
        <input type="hidden" name="report" value={filter.report} />
      )}
      <span class="filter-do">
        <button class="btn" type="submit">
          Show
        </button>
        {queryOf({ ...filter, status: '' }, {}) === '' ? null : (
          <a class="link" href={eventsAddress(filter.status === undefined ? {} : { status: filter.status })}>
            Clear
          </a>
        )}
      </span>
    </form>
  );
}

function Files({ filter }: { filter: FilterText }) {
  const file = (format: string) => `/api/v1/events?${queryOf(filter, { format })}`;
  return (
    <p class="files meta">
      Everything that the filter lets through, as a file: <a href={file('csv')}>CSV</a>{' '}
      <a href={file('ndjson')}>NDJSON</a>, or a page at a time as <a href={file('json')}>JSON</a>.
    </p>
  );
}

function nothingWords(filter: FilterText): string {
  if (queryOf({ ...filter, status: '' }, {}) !== '')
    return filter.status === 'suppressed' ? 'Nothing set aside fits this filter.' : 'No coded event fits this filter.';
  return filter.status === 'suppressed'
    ? 'Nothing was set aside yet.'
    : 'No act has been coded yet. The overview says how to push a report.';
}

function Row({ event }: { event: EventView }) {
  return (
    <li data-event={event.id}>
      <p class="when num">
        {event.date === null ? 'no day' : <time datetime={event.date}>{dayText(event.date)}</time>}
        {event.datePrecision === 'day' ? null : <span class="meta">by the {event.datePrecision}</span>}
      </p>
      <div class="what">
        <p class="sides">
          <Direction event={event} withSector />
        </p>
        <Quote event={event} />
        {event.status === 'coded' ? null : <p class="meta">{setAsideText(event.reason)}</p>}
      </div>
      <div class="fate">
        <p>
          <EventCode event={event} />
        </p>
        <p class="meta">
          {QUADS[quadOf(event.type) - 1]?.toLowerCase()}, {event.factuality}, confidence{' '}
          <span class="num">{event.confidence.overall.toFixed(2)}</span>
        </p>
        <p class="meta">
          <a class="link" href={reportAddress(event.reportId)}>
            <bdi>{event.outlet}</bdi>
          </a>
          {event.publishedAt === null ? '' : `, ${momentText(event.publishedAt)}`}{' '}
          {event.demo ? <DemoMark words="demo" /> : null}
        </p>
      </div>
    </li>
  );
}
