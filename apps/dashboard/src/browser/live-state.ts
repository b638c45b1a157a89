import { find } from './dom.ts';

/** Shows in the header whether the page is live, and if not, for how long it has been behind. */
export function liveState(): (state: { kind: 'live' } | { kind: 'reconnecting'; since: number }) => void {
  const chip = find('#state', HTMLElement);
  const word = find('#state [data-word]', HTMLElement);
  // seconds tick outside of what is read aloud: only a change of state is spoken
  const delay = find('#state [data-delay]', HTMLElement);
  let ticking = 0;
  const say = (kind: string, text: string, behind: string) => {
    if (chip) chip.dataset.state = kind;
    if (word && word.textContent !== text) word.textContent = text;
    if (delay) delay.textContent = behind;
  };
  return state => {
    clearInterval(ticking);
    if (state.kind === 'live') {
      say('live', 'Live', '');
      return;
    }
    const tick = () => {
      const seconds = Math.max(0, Math.round((Date.now() - state.since) / 1000));
      say('reconnecting', 'Reconnecting', ` (${seconds} s behind)`);
    };
    tick();
    ticking = setInterval(tick, 1000);
  };
}
