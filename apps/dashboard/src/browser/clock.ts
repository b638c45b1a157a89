import { dayText } from '../pages/format.ts';
import { find } from './dom.ts';

/** The clock of the header, in UTC like every time on the pages. */
export function startClock(): void {
  const clock = find('#clock', HTMLTimeElement);
  if (clock === null) return;
  const day = document.createElement('span');
  const time = document.createTextNode('');
  clock.replaceChildren(day, time);
  const tick = () => {
    const iso = new Date().toISOString();
    const words = `${dayText(iso.slice(0, 10))}, `;
    if (day.textContent !== words) day.textContent = words;
    const text = `${iso.slice(11, 16)} UTC`;
    if (time.data !== text) time.data = text;
    clock.dateTime = `${iso.slice(0, 16)}Z`;
    setTimeout(tick, 1000 - (Date.now() % 1000));
  };
  tick();
}
