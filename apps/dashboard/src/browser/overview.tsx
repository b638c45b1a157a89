import type { EventsAnswer, StatusAnswer, SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { FEED_LENGTH, Overview } from '../pages/overview.tsx';
import { ask } from './api.ts';
import { coalesced } from './coalesced.ts';
import { draw, find, markDrawn } from './dom.ts';
import type { LivePage } from './page.ts';

/** Draws the overview again whenever the views move. */
export function overviewPage(main: HTMLElement): LivePage {
  const kind = main.dataset.kind === 'country' ? 'country' : 'dyad';
  const load = async () => {
    const [subjects, events, status] = await Promise.all([
      ask<SubjectsAnswer>('/api/v1/subjects'),
      ask<EventsAnswer>(`/api/v1/events?status=coded&limit=${FEED_LENGTH}`),
      ask<StatusAnswer>('/api/v1/status'),
    ]);
    const before = new Set(
      [...main.querySelectorAll('[data-event]')].map(item => item.getAttribute('data-event') ?? ''),
    );
    const fresh = new Set(events.events.map(event => event.id).filter(id => !before.has(id)));
    draw(
      main,
      <Overview
        subjects={subjects}
        events={events}
        status={status}
        kind={kind}
        today={new Date().toISOString().slice(0, 10)}
        ingestUrl={main.dataset.ingestUrl ?? ''}
        demoAvailable={main.dataset.demoAvailable === 'yes'}
        fresh={fresh}
      />,
    );
    const chip = find('#demo-chip', HTMLElement);
    if (chip) chip.hidden = ![...subjects.subjects, ...events.events].some(it => it.demo);
    markDrawn(subjects.asOf);
  };
  const refresh = coalesced(load);
  return { moved: refresh, reset: refresh, alerts: refresh };
}
