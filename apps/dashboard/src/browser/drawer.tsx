import { addDays, type Day, dayOf } from '@tensiometer/core/domain/day.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { ContributionsAnswer, SeriesAnswer } from '@tensiometer/core/wire/api.ts';
import { Drawer } from '../pages/drawer.tsx';
import { addressWith, asked } from './address.ts';
import { ask, wordsOf } from './api.ts';
import { draw, find } from './dom.ts';

export type DrawerControl = {
  open(day: Day, focus: boolean): void;
  close(): void;
  /** Asks for the same day again. */
  reload(): void;
  /** Shows what the address says, which has changed. */
  follow(): void;
  day(): Day | null;
};

/** The column of evidence beside the chart. `changed` hears of the day that is open, before its rows have come. */
export function drawerControl(subject: Subject, changed: (day: Day | null) => void): DrawerControl {
  const drawer = find('#drawer', HTMLElement);
  const main = find('#main', HTMLElement);
  let current = asked('at');
  let requests = 0;

  const load = async (day: Day, focus: boolean, quiet = false) => {
    if (drawer === null) return;
    requests += 1;
    const mine = requests;
    if (!quiet) drawer.ariaBusy = 'true';
    try {
      const earlier = readOnTheDay(subject, main, day);
      const answer = await ask<ContributionsAnswer>(`/api/v1/contributions?${contributionsQuery(subject, main, day)}`);
      if (mine !== requests || current !== day) return;
      const show = (onTheDay: number | null) =>
        draw(
          drawer,
          <Drawer answer={answer} address={at => addressWith({ at })} without={leaveOut} onTheDay={onTheDay} />,
        );
      show(null);
      void earlier.then(value => {
        if (value !== null && mine === requests && current === day) show(value);
      });
    } catch (error) {
      if (mine !== requests) return;
      draw(
        drawer,
        <p class="said" data-outcome="failed">
          {wordsOf(error)}
        </p>,
      );
    }
    drawer.ariaBusy = 'false';
    if (quiet) return;
    if (focus) find('#drawer-head', HTMLElement)?.focus();
    else if (drawer.getBoundingClientRect().top > innerHeight * 0.8) drawer.scrollIntoView({ block: 'start' });
  };
  const show = (day: Day | null) => {
    current = day;
    if (drawer) drawer.hidden = day === null;
    main?.classList.toggle('closed', day === null);
    changed(day);
  };
  const follow = () => {
    const day = asked('at');
    show(day);
    if (day === null) return;
    // what is there belongs to another address, and stays, dimmed, until the new rows have come
    if (drawer) drawer.ariaBusy = 'true';
    void load(day, false, true);
  };
  addEventListener('popstate', follow);

  return {
    open(day, focus) {
      const address = addressWith({ at: day });
      if (current === null) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      show(day);
      void load(day, focus);
    },
    close() {
      if (current === null) return;
      history.replaceState(null, '', addressWith({ at: null }));
      show(null);
    },
    reload() {
      if (current !== null) void load(current, false, true);
    },
    follow,
    day: () => current,
  };
}

/** The page with one thing more left out. */
function leaveOut(part: string): string {
  const already = asked('without');
  return addressWith({ without: already === null ? part : `${already},${part}` });
}

/** What is asked about a day: of the indicator that is drawn large, and as the address pins it. */
function contributionsQuery(subject: Subject, main: HTMLElement | null, day: Day): URLSearchParams {
  const query = new URLSearchParams({ indicator: main?.dataset.main ?? 'tension', subject, at: day });
  for (const key of ['asOf', 'without']) {
    const value = asked(key);
    if (value !== null) query.set(key, value);
  }
  return query;
}

/** What the day read when it ended, from what was known then; null for today, and where nobody knew of it. */
async function readOnTheDay(subject: Subject, main: HTMLElement | null, day: Day): Promise<number | null> {
  const end = addDays(day, 1);
  if (asked('asOf') !== null || asked('without') !== null || end > dayOf(Date.now())) return null;
  const indicator = main?.dataset.main ?? 'tension';
  const query = new URLSearchParams({ subject, indicator, from: day, to: day, step: 'day', asOf: `${end}T00:00:00Z` });
  try {
    const { points, asOf } = await ask<SeriesAnswer>(`/api/v1/series?${query}`);
    return asOf === 0 ? null : (points[0]?.value ?? null);
  } catch {
    return null; // the drawer says less
  }
}
