import type { EventsAnswer } from '@tensiometer/core/wire/api.ts';
import { ask } from './api.ts';
import { coalesced } from './coalesced.ts';
import { find } from './dom.ts';
import type { LivePage } from './page.ts';

/** Says that the list has grown by something that its filter lets through; rows do not move under the reader's eyes. */
export function eventsPage(main: HTMLElement): LivePage {
  const { query, newest } = main.dataset;
  // an older page, or a filter that cannot be read: nothing newer belongs there
  if (query === undefined) return {};
  const look = coalesced(async () => {
    const { events } = await ask<EventsAnswer>(`/api/v1/events?${query === '' ? '' : `${query}&`}limit=1`);
    const line = find('#newer', HTMLElement);
    if (line) line.hidden = events.length === 0 || events[0]?.id === newest;
  });
  return { moved: look, reset: look };
}
