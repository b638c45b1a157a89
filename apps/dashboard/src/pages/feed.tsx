import type { EventView, StatusAnswer } from '@tensiometer/core/wire/api.ts';
import { reportAddress } from './addresses.ts';
import { DemoMark } from './demo-mark.tsx';
import { Direction, EventCode, Quote } from './evidence.tsx';
import { count, shortDay, whole } from './format.ts';

/** The newest coded events; those of `fresh` fade in. */
export function Feed({ events, fresh = new Set() }: { events: readonly EventView[]; fresh?: ReadonlySet<string> }) {
  if (events.length === 0) return <p class="say-none meta">No act coded yet.</p>;
  return (
    <ol>
      {events.map(event => (
        <li class={fresh.has(event.id) ? 'new' : ''} data-event={event.id}>
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
      ))}
    </ol>
  );
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
      .
    </p>
  );
}
