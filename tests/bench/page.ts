import type { Browser } from 'playwright-core';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { createSignInLink } from '../../packages/core/src/log/sessions.ts';
import { openBrowser } from '../setup/browser.ts';
import { loadDemo } from '../setup/demo.ts';
import { type System, startSystem } from '../setup/system.ts';
import { print, quantile } from './figures.ts';
import { onLocalPostgres } from './local.ts';

const WARM_UP = 2;
const VISITS = 15;
const PAGES = ['/subjects/IRQ-USA', '/subjects/IRQ-USA?compare=IRN-USA,IRN-ISR,ISR,YEM,LBN&at=2024-02-04', '/'];

type Visit = { answer: number; drawn: number; bytes: number };

/** From the address to a drawn chart, in a browser that has never seen the site; target: under a second. */
export async function benchPage(): Promise<void> {
  await onLocalPostgres(async databaseUrl => {
    const system = await startSystem({ databaseUrl });
    const browser = await openBrowser();
    try {
      await loadDemo(system);
      for (const path of PAGES) {
        const visits: Visit[] = [];
        for (let n = 0; n < WARM_UP + VISITS; n += 1) {
          const visit = await visitCold(browser, system, path);
          if (n >= WARM_UP) visits.push(visit);
        }
        const ms = (pick: (visit: Visit) => number, share: number) =>
          `${quantile(visits.map(pick), share).toFixed(0)} ms`;
        const half = (pick: (visit: Visit) => number) => quantile(visits.map(pick), 0.5);
        print(`cold page ${path}`, {
          'drawn median': ms(visit => visit.drawn, 0.5),
          worst: ms(visit => visit.drawn, 1),
          'answer median': ms(visit => visit.answer, 0.5),
          ratio: (half(visit => visit.drawn) / half(visit => visit.answer)).toFixed(1),
          kB: Math.round(half(visit => visit.bytes) / 1024),
          visits: VISITS,
        });
      }
    } finally {
      await browser.close();
      await system.stop();
    }
  });
}

/** One visit with an empty cache: only the session is there. Times in ms from the start of the navigation. */
async function visitCold(browser: Browser, { databaseUrl, dashboardUrl }: System, path: string): Promise<Visit> {
  const db = openDatabase(databaseUrl, { max: 1 });
  const token = await createSignInLink(db);
  await db.$client.end();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  // signs in without loading a page, so that no script is in the cache
  await context.request.get(`${dashboardUrl}/sign-in?token=${token}`);
  const page = await context.newPage();
  await page.addInitScript(
    "document.addEventListener('tensiometer:drawn', () => requestAnimationFrame(() => { globalThis.drawnAt ??= performance.now(); }))",
  );
  await page.goto(`${dashboardUrl}${path}`);
  await page.waitForLoadState('load');
  const [drawn, answer, bytes] = await page.evaluate<[number, number, number]>(`new Promise(resolve => {
    const look = () => {
      if (globalThis.drawnAt === undefined) return requestAnimationFrame(look);
      const [page] = performance.getEntriesByType('navigation');
      const files = performance.getEntriesByType('resource');
      const size = [page, ...files].reduce((sum, entry) => sum + entry.transferSize, 0);
      resolve([globalThis.drawnAt, page.responseEnd, size]);
    };
    look();
  })`);
  await context.close();
  return { answer, drawn, bytes };
}
