import { find } from './dom.ts';
import type { LivePage } from './page.ts';

const RELOAD_AFTER_MS = 250;

/** Says that the list has grown instead of moving rows under the reader's eyes. */
export function newerPage(): LivePage {
  const say = () => {
    const line = find('#newer', HTMLElement);
    if (line) line.hidden = false;
  };
  return { moved: say, reset: say };
}

/** A report that is being read is shown again once the views have moved, until it is done. */
export function reportPage(main: HTMLElement): LivePage {
  let waiting = 0;
  const again = () => {
    if (main.dataset.pending !== 'yes' || waiting !== 0) return;
    waiting = setTimeout(() => location.reload(), RELOAD_AFTER_MS);
  };
  return { moved: again, reset: again };
}
