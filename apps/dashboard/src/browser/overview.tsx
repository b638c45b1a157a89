import { addDays } from '@tensiometer/core/domain/day.ts';
import type {
  FeedAnswer,
  SeriesAnswer,
  StatusAnswer,
  SubjectsAnswer,
  WatchListAnswer,
} from '@tensiometer/core/wire/api.ts';
import type { SubjectChoice } from '@tensiometer/core/wire/choose-subjects.ts';
import { Overview } from '../pages/overview.tsx';
import { FEED_LENGTH } from '../pages/overview-load.ts';
import { STRIP_DAYS } from '../pages/world-strip.tsx';
import { ask, tell } from './api.ts';
import { coalesced } from './coalesced.ts';
import { draw, find, markDrawn } from './dom.ts';
import type { LivePage } from './page.ts';

/** Draws the overview again whenever the views move, and keeps the reader's watch-list. */
export function overviewPage(main: HTMLElement): LivePage {
  // Written by our own server, from a choice that it has read by its schema.
  const choice = JSON.parse(main.dataset.choice ?? '{}') as SubjectChoice;
  const load = async () => {
    const [subjects, feed, status, list] = await Promise.all([
      ask<SubjectsAnswer>('/api/v1/subjects'),
      ask<FeedAnswer>(`/api/v1/feed?limit=${FEED_LENGTH}`),
      ask<StatusAnswer>('/api/v1/status'),
      ask<WatchListAnswer>('/api/v1/watch-list'),
    ]);
    const strip = (indicator: string) =>
      ask<SeriesAnswer>(
        `/api/v1/series?subject=world&indicator=${indicator}&from=${addDays(subjects.day, 1 - STRIP_DAYS)}&to=${subjects.day}`,
      );
    const [threat, act] = await Promise.all([strip('threat'), strip('act')]);
    const before = new Set(
      [...main.querySelectorAll('[data-event]')].map(item => item.getAttribute('data-event') ?? ''),
    );
    const events = feed.entries.flatMap(entry => (entry.kind === 'event' ? [entry.event] : []));
    draw(
      main,
      <Overview
        subjects={subjects}
        feed={feed}
        status={status}
        world={{ threat, act }}
        choice={choice}
        watched={new Set(list.subjects)}
        today={new Date().toISOString().slice(0, 10)}
        ingestUrl={main.dataset.ingestUrl ?? ''}
        demoAvailable={main.dataset.demoAvailable === 'yes'}
        fresh={new Set(events.map(event => event.id).filter(id => !before.has(id)))}
      />,
    );
    const chip = find('#demo-chip', HTMLElement);
    if (chip) chip.hidden = ![...subjects.subjects, ...events].some(it => it.demo);
    markDrawn(subjects.asOf);
  };
  const refresh = coalesced(load);
  main.addEventListener('click', event => {
    const star = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-watch]') : null;
    if (star === null) return;
    const method = star.getAttribute('aria-pressed') === 'true' ? 'DELETE' : 'PUT';
    // refused or not, what is drawn next is what stands
    tell(method, `/api/v1/watch-list/${encodeURIComponent(star.dataset.watch ?? '')}`).then(refresh, refresh);
  });
  return { moved: refresh, reset: refresh, alerts: refresh };
}
