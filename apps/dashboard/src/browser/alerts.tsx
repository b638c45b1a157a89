import type { AlertsAnswer } from '@tensiometer/core/wire/api.ts';
import { AlertLists } from '../pages/alerts.tsx';
import { ask } from './api.ts';
import { coalesced } from './coalesced.ts';
import { draw, find } from './dom.ts';
import { startLineEditor } from './line-editor.tsx';
import { startLines } from './lines.tsx';
import type { LivePage } from './page.ts';

/** Keeps the lists of the alerts page true, and the values beside the lines. */
export function alertsPage(): LivePage {
  const lines = startLines(null, () => {});
  startLineEditor(null, () => null);
  const lists = find('#alert-lists', HTMLElement);
  const reload = coalesced(async () => {
    const answer = await ask<AlertsAnswer>('/api/v1/alerts');
    // somebody who is choosing how long a silence lasts is not interrupted
    if (lists && !lists.contains(document.activeElement)) draw(lists, <AlertLists {...answer} />);
    lines.reload();
  });
  return { moved: reload, reset: reload, alerts: reload };
}

/** A page of one alert, or of one line: it is drawn again when something happens to it. */
export function alertPage(main: HTMLElement): LivePage {
  const { alert } = main.dataset;
  startLineEditor(null, () => null);
  return {
    alerts(_, changed) {
      if (changed !== null && changed.alertId === alert) location.reload();
    },
  };
}
