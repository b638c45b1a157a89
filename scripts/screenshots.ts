import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { onLocalPostgres } from '../tests/bench/local.ts';
import { openBrowser, openSignedIn } from '../tests/setup/browser.ts';
import { loadDemo } from '../tests/setup/demo.ts';
import { type System, startSystem } from '../tests/setup/system.ts';
import { say } from './command.ts';

/**
 * `npm run screenshots`: starts a system on an empty database, makes pictures of its pages, loads the demo, and makes
 * pictures of all pages on desktop and phone, light and dark. They go to .screenshots; the few of the README to docs/img.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.screenshots');

/** The clock of the pictures: the morning after the demo ends. */
const NOW = Date.parse('2024-02-15T09:05:00Z');
const SUBJECT = '/subjects/IRQ-USA';

const SIZES = {
  desktop: { width: 1440, height: 1000, dark: false },
  dark: { width: 1440, height: 1000, dark: true },
  phone: { width: 390, height: 844, dark: false },
  wide: { width: 2560, height: 1300, dark: false },
} as const;
type Size = keyof typeof SIZES;

type Picture = { name: string; path: string; sizes: readonly Size[]; act?: (page: Page) => Promise<void> };
const ALL: readonly Size[] = ['desktop', 'dark', 'phone'];

const EMPTY: Picture[] = [
  { name: 'empty-overview', path: '/', sizes: ALL },
  { name: 'empty-subject', path: SUBJECT, sizes: ['desktop', 'phone'] },
  { name: 'empty-reports', path: '/reports', sizes: ['desktop'] },
  { name: 'empty-alerts', path: '/alerts', sizes: ['desktop'] },
];

const FULL: Picture[] = [
  { name: 'overview', path: '/', sizes: [...ALL, 'wide'] },
  { name: 'countries', path: '/?kind=country', sizes: ['desktop'] },
  { name: 'subject', path: `${SUBJECT}?at=2024-02-04&compare=IRN-USA`, sizes: [...ALL, 'wide'] },
  { name: 'subject-closed', path: `${SUBJECT}?compare=IRN-USA,ISR,YEM`, sizes: ALL },
  { name: 'subject-week', path: `${SUBJECT}?range=7d&clock=local`, sizes: ['desktop'] },
  {
    name: 'country-panels',
    path: '/subjects/IRQ?indicator=tension,conflict,cooperation,stress,threat-act,escalation',
    sizes: ALL,
  },
  { name: 'table', path: `${SUBJECT}?view=table&compare=IRN-USA`, sizes: ALL },
  { name: 'keys', path: SUBJECT, sizes: ['desktop'], act: page => page.keyboard.press('?') },
  {
    name: 'menus',
    path: SUBJECT,
    sizes: ['desktop', 'phone'],
    act: async page => {
      const more = page.locator('[data-more]').first();
      if (await more.isVisible()) await more.click();
      await page.locator('#indicator-menu summary').click();
    },
  },
  { name: 'reports', path: '/reports', sizes: ALL },
  { name: 'events', path: '/events', sizes: ALL },
  { name: 'settings', path: '/settings', sizes: ['desktop', 'phone'] },
];

const ALERTED: Picture[] = [
  { name: 'alerts', path: '/alerts', sizes: ALL },
  { name: 'subject-alert', path: '/subjects/IRN-USA', sizes: ['desktop', 'phone'] },
];

/** The pictures that the README shows, by the name they have there. */
const KEPT: Record<string, string> = {
  'overview-desktop': 'overview',
  'subject-desktop': 'subject',
  'subject-closed-dark': 'subject-dark',
};

const browser = await openBrowser();
try {
  await mkdir(folder, { recursive: true });
  await onLocalPostgres(async databaseUrl => {
    const system = await startSystem({ databaseUrl, now: () => NOW });
    try {
      for (const picture of EMPTY) await take(system, picture);
      await setLine(system, 'IRQ-USA', 50, 60);
      await loadDemo(system);
      for (const picture of [...FULL, await reportPicture(system)]) await take(system, picture);
      // an alert is raised by the reading of the day, and dated by the real clock: after the other pictures
      await setLine(system, 'IRN-USA', 5, null);
      await system.settled();
      for (const picture of ALERTED) await take(system, picture);
    } finally {
      await system.stop();
    }
  });
  for (const [name, kept] of Object.entries(KEPT))
    await copyFile(join(folder, `${name}.png`), join(root, 'docs', 'img', `${kept}.png`));
  say(`The pictures are in ${folder}, those of the README in docs/img.`);
} finally {
  await browser.close();
}

async function take(system: System, { name, path, sizes, act }: Picture): Promise<void> {
  for (const size of sizes) {
    const { page } = await openSignedIn(browser, system, '/', SIZES[size]);
    await page.clock.setFixedTime(NOW);
    await page.goto(`${system.dashboardUrl}${path}`);
    await page.waitForSelector('#state:is([data-state="live"], [data-state="past"])');
    await page.evaluate('document.fonts.ready');
    await act?.(page);
    await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: size === 'phone' });
    await page.context().close();
    say(`${name}, ${size}`);
  }
}

/** The page of the report that tells of the most acts. */
async function reportPicture(system: System): Promise<Picture> {
  const { reports } = await system.get<{ reports: { reportId: string; events: number }[] }>(
    '/api/v1/reports?status=coded&limit=100',
  );
  const [most] = [...reports].sort((a, b) => b.events - a.events);
  return { name: 'report', path: `/reports/${most?.reportId ?? ''}`, sizes: ALL };
}

async function setLine(system: System, subject: string, warn: number, critical: number | null): Promise<void> {
  const line = { subject, comparison: 'above', warn, ...(critical === null ? {} : { critical }) };
  const answer = await system.send('PUT', `/api/v1/thresholds/${subject.toLowerCase()}-tension`, line);
  if (!answer.ok) throw new Error(`the line was not set: ${await answer.text()}`);
}
