import type { EventView, FeedAnswer, StatusAnswer } from '@tensiometer/core/wire/api.ts';
import { reportAddress } from './addresses.ts';
import { DemoMark } from './demo-mark.tsx';
import { Direction, EventCode, Quote } from './evidence.tsx';
import { clockText, count, dayOfInstant, shortDay, whole } from './format.ts';

type FeedProps = { entries: FeedAnswer['entries'] /** Events that fade in. */; fresh?: ReadonlySet<string> };

/** The newest coded events, and between them the stretches of reports that held none. */
export function Feed({ entries, fresh = new Set() }: FeedProps) {
  if (entries.length === 0) return <p class="say-none meta">No act coded yet.</p>;
  return (
    <ol>
      {entries.map(entry =>
        entry.kind === 'event' ? (
          <FeedEvent event={entry.event} fresh={fresh.has(entry.event.id)} />
        ) : (
          <li class="quiet num">{quietWords(entry)}</li>
        ),
      )}
    </ol>
  );
}

function FeedEvent({ event, fresh }: { event: EventView; fresh: boolean }) {
  return (
    <li class={fresh ? 'new' : ''} data-event={event.id}>
      <p class="row">
        <Direction event={event} />
        <span class="t num">{event.date === null ? '' : shortDay(event.date)}</span>
      </p>
      <Quote event={event} />
      <p class="sub">
        <EventCode event={event} />
        <a class="link" href={reportAddress(event.reportId)}>
          <bdi>{event.outlet}</bdi>
        </a>
        {event.demo ? <DemoMark words="demo" /> : null}
      </p>
    </li>
  );
}

/** "14:02 to 14:05, 41 reports, none with an event", by when they came in; the day where it was not one and the same. */
function quietWords({ from, to, reports }: { from: string; to: string; reports: number }): string {
  const [first, last] = [dayOfInstant(from), dayOfInstant(to)];
  const begin = `${shortDay(first)}, ${clockText(from)}`;
  const end = first === last ? clockText(to) : `${shortDay(last)}, ${clockText(to)}`;
  const span = begin.endsWith(end) ? begin : `${begin} to ${end}`;
  return reports === 1
    ? `${span}, one report without an event`
    : `${span}, ${count(reports, 'report')}, none with an event`;
}

/** Where all reports went, in one sentence with links to each heap. */
export function Tally({ status }: { status: StatusAnswer }) {
  return (
    <p class="tally">
      {count(status.received, 'report')}: <a href="/reports?status=coded">{whole(status.coded)} with events</a>,{' '}
      <a href="/reports?status=not-coded">{whole(status.notCoded)} without</a>,{' '}
      <a href="/reports?status=pending">{whole(status.pending)} being read</a>,{' '}
      <a href="/reports?status=failed" class={status.failed > 0 ? 'c' : ''}>
        {whole(status.failed)} failed
      </a>
      . <a href="/events">All events</a>
    </p>
  );
}
