import { openBrowser, openSignedIn } from '../setup/browser.ts';
import { startSystem } from '../setup/system.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const WARM_UP = 5;
const PUSHES = 40;

/** A script for the page that answers the time, in ms since 1970, at which it has drawn a position. */
const whenDrawn = (position: number) => `new Promise(resolve => {
  const seen = () => {
    if (Number(document.documentElement.dataset.drawn) < ${position}) return;
    document.removeEventListener('tensiometer:drawn', seen);
    resolve(performance.timeOrigin + performance.now());
  };
  document.addEventListener('tensiometer:drawn', seen);
})`;

/** From the request of one report on an idle system to its point drawn in Chromium; target: median under 300 ms. */
export async function benchPush(): Promise<void> {
  await onLocalPostgres(async databaseUrl => {
    const system = await startSystem({ databaseUrl });
    const browser = await openBrowser();
    try {
      const { page } = await openSignedIn(browser, system, '/subjects/IRQ-USA?from=2024-01-01&to=2024-03-30');
      const toDrawn: number[] = [];
      const toAnswer: number[] = [];
      for (let n = 0; n < WARM_UP + PUSHES; n += 1) {
        const day = `2024-02-${String((n % 28) + 1).padStart(2, '0')}`;
        const before = Number(await page.getAttribute('html', 'data-drawn'));
        const drawn = page.evaluate<number>(whenDrawn(before + 2));
        const start = performance.timeOrigin + performance.now();
        await system.push({
          id: `bench-${n}`,
          title: `US forces bombed a depot in Iraq, raid ${n}`,
          publishedAt: day,
          outlet: { name: `Outlet ${n % 5}` },
        });
        const answered = performance.timeOrigin + performance.now();
        const at = await drawn;
        if (n < WARM_UP) continue;
        toDrawn.push(at - start);
        toAnswer.push(answered - start);
      }
      const ms = (value: number) => `${value.toFixed(0)} ms`;
      print('push to drawn point', {
        median: ms(quantile(toDrawn, 0.5)),
        p90: ms(quantile(toDrawn, 0.9)),
        p99: ms(quantile(toDrawn, 0.99)),
        pushes: PUSHES,
      });
      print('push to 202', { median: ms(quantile(toAnswer, 0.5)), p99: ms(quantile(toAnswer, 0.99)) });
      print('drawn in terms of the answer', { ratio: (quantile(toDrawn, 0.5) / quantile(toAnswer, 0.5)).toFixed(1) });
    } finally {
      await browser.close();
      await system.stop();
    }
  });
}
