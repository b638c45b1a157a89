import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { ContributionsAnswer } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from '../pages/addresses.ts';
import { Drawer } from '../pages/drawer.tsx';
import type { Range } from '../pages/range.ts';
import { ask, wordsOf } from './api.ts';
import { draw, find } from './dom.ts';

export type DrawerControl = { open(day: Day, focus: boolean): void; close(): void; reload(): void; day(): Day | null };

/** The column of evidence beside the chart. `changed` hears of the day that is open, before its rows have come. */
export function drawerControl(
  subject: Subject,
  range: Range | null,
  first: Day | null,
  changed: (day: Day | null) => void,
): DrawerControl {
  const drawer = find('#drawer', HTMLElement);
  const main = find('#main', HTMLElement);
  let current = first;
  let asked = 0;

  const load = async (day: Day, focus: boolean, quiet = false) => {
    if (drawer === null) return;
    asked += 1;
    const mine = asked;
    if (!quiet) drawer.ariaBusy = 'true';
    try {
      const query = new URLSearchParams({ indicator: 'tension', subject, at: day });
      const answer = await ask<ContributionsAnswer>(`/api/v1/contributions?${query}`);
      if (mine !== asked || current !== day) return;
      draw(drawer, <Drawer answer={answer} range={range} />);
    } catch (error) {
      if (mine !== asked) return;
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
  const place = (day: Day | null) => {
    const view = new URLSearchParams(location.search).get('view');
    const address = subjectAddress(subject, { ...range, at: day, view });
    if (current === null && day !== null) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  };
  const show = (day: Day | null) => {
    current = day;
    if (drawer) drawer.hidden = day === null;
    main?.classList.toggle('closed', day === null);
    changed(day);
  };
  addEventListener('popstate', () => {
    const day = new URLSearchParams(location.search).get('at');
    show(day);
    if (day !== null) void load(day, false);
  });

  return {
    open(day, focus) {
      place(day);
      show(day);
      void load(day, focus);
    },
    close() {
      if (current === null) return;
      place(null);
      show(null);
    },
    reload() {
      if (current !== null) void load(current, false, true);
    },
    day: () => current,
  };
}
