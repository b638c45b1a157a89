import { find } from './dom.ts';

/** Shows in the header whether the page is live, and if not, for how long it has been behind. */
export function liveState(): (state: { kind: 'live' } | { kind: 'reconnecting'; since: number }) => void {
  const chip = find('#state', HTMLElement);
  const words = chip?.querySelector('span');
  let ticking = 0;
  const say = (kind: string, text: string) => {
    if (chip) chip.dataset.state = kind;
    if (words && words.textContent !== text) words.textContent = text;
  };
  return state => {
    clearInterval(ticking);
    if (state.kind === 'live') {
      say('live', 'Live');
      return;
    }
    const tick = () =>
      say('reconnecting', `Reconnecting (${Math.max(0, Math.round((Date.now() - state.since) / 1000))} s behind)`);
    tick();
    ticking = setInterval(tick, 1000);
  };
}
