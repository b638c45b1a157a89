import { AlertLists } from '../pages/alerts.tsx';
import { draw, find } from './dom.ts';
import { startLines } from './lines.tsx';
import type { LivePage } from './page.ts';

/** Keeps both lists of the alerts page true, and the values beside the lines. */
export function alertsPage(): LivePage {
  const lines = startLines(null, () => {});
  const lists = find('#alert-lists', HTMLElement);
  return {
    moved: lines.reload,
    reset: lines.reload,
    alerts(alerts) {
      if (lists) draw(lists, <AlertLists alerts={alerts} />);
      lines.reload();
    },
  };
}
