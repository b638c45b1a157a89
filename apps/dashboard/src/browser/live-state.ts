import { find } from './dom.ts';
import type { LiveState } from './live-stream.ts';

export type LiveChip = {
  show(state: LiveState): void;
  /** True while the reader holds the page still. */
  paused(): boolean;
};

/** Shows in the header whether the page is live, and if not, for how long it has been behind; and lets the reader pause it. */
export function liveChip(resumed: () => void): LiveChip {
  const chip = find('#state', HTMLElement);
  const word = find('#state [data-word]', HTMLElement);
  // seconds tick outside of what is read aloud: only a change of state is spoken
  const delay = find('#state [data-delay]', HTMLElement);
  const button = find('#pause', HTMLButtonElement);
  let ticking = 0;
  let paused = false;
  let state: LiveState | null = null;

  const say = (kind: string, text: string, behind: string) => {
    if (chip) chip.dataset.state = kind;
    if (word && word.textContent !== text) word.textContent = text;
    if (delay && delay.textContent !== behind) delay.textContent = behind;
  };
  const tell = () => {
    if (paused) return say('paused', 'Paused', '');
    if (state === null) return;
    if (state.kind === 'live') return say('live', 'Live', '');
    const seconds = Math.max(0, Math.round((Date.now() - state.since) / 1000));
    say('reconnecting', 'Reconnecting', ` (${seconds} s behind)`);
  };
  button?.addEventListener('click', () => {
    paused = !paused;
    button.textContent = paused ? 'Go on' : 'Pause';
    tell();
    if (!paused) resumed();
  });
  return {
    show(next) {
      state = next;
      clearInterval(ticking);
      if (button) button.hidden = false;
      tell();
      if (next.kind === 'reconnecting') ticking = setInterval(tell, 1000);
    },
    paused: () => paused,
  };
}
