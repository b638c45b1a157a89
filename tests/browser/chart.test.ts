import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SeriesAnswer } from '../../packages/core/src/wire/api.ts';
import { openBrowserOnSystem, openSignedIn } from '../setup/browser.ts';
import type { System } from '../setup/system.ts';
import { waitFor } from '../setup/wait-for.ts';

let system: System;
let browser: Browser;
let stop = async () => {};

const report = (n: number, day: string, title: string) => ({
  id: `chart-${n}`,
  title,
  publishedAt: `${day}T09:00:00Z`,
  outlet: { name: ['The Harbour Dispatch', 'Tigris Ledger', 'Northgate Wire'][n % 3] },
});
const push = async (...reports: ReturnType<typeof report>[]) => {
  expect((await system.push({ reports })).ok).toBe(true);
  await system.settled();
};

beforeAll(async () => {
  ({ browser, system, stop } = await openBrowserOnSystem());
  await push(
    ...['2024-01-04', '2024-01-09', '2024-01-16', '2024-01-23'].map((day, n) =>
      report(n, day, `US forces bombed a militia base in Iraq, raid ${n}`),
    ),
    ...['2024-01-06', '2024-01-18'].map((day, n) => report(10 + n, day, `Iran accused Israel of an attack, note ${n}`)),
  );
});
afterAll(() => stop());

const RANGE = 'from=2024-01-02&to=2024-01-31';
const open = (path: string, options = {}) => openSignedIn(browser, system, `/subjects/IRQ-USA?${path}`, options);
const asked = (page: Page, key: string) => new URL(page.url()).searchParams.get(key);
/** The cells of the table, as a reader of it would copy them. */
const values = (page: Page, column: number) =>
  page
    .locator(`#table-view tr[data-at] td:nth-of-type(${column})`)
    .evaluateAll(cells => cells.map(cell => cell.querySelector('data')?.getAttribute('value') ?? ''));
/** Waits until the page has drawn the log up to a position. */
const drawn = (page: Page, { projected }: { projected: number }) =>
  waitFor(`position ${projected} to be drawn`, async () =>
    Number(await page.getAttribute('html', 'data-drawn')) >= projected ? true : null,
  );
const redrawn = (page: Page, from: string) => page.waitForURL(url => url.searchParams.get('from') !== from);

test('another subject is compared by typing its name, and taken away again', async () => {
  const { page, complaints } = await open(RANGE);
  await page.getByText('Compare', { exact: false }).first().click();
  await page.fill('#compare-with', 'Iran–Israel');
  await page.keyboard.press('Enter');
  await page.locator('[data-compared="IRN-ISR"]').waitFor();
  expect(asked(page, 'compare')).toBe('IRN-ISR');
  const api = await system.get<SeriesAnswer>(`/api/v1/series?subject=IRN-ISR&indicator=tension&${RANGE}`);
  const told = api.points.map(point => (point.value === null ? '' : String(point.value))).reverse();
  expect(await values(page, 4)).toEqual(told);
  expect(told.some(value => value !== '')).toBe(true);
  await page.getByRole('link', { name: 'Take Iran–Israel away' }).click();
  await page.locator('[data-compared="IRN-ISR"]').waitFor({ state: 'detached' });
  expect(asked(page, 'compare')).toBeNull();
  expect(complaints).toEqual([]);
});

test('a further indicator gets a panel of its own, and its column', async () => {
  const { page, complaints } = await open(RANGE);
  await page.locator('#indicator-menu summary').click();
  await page.locator('[data-indicator="conflict-share"]').click();
  await page.locator('[data-panel="conflict-share"] canvas').waitFor();
  expect(await page.locator('#table-view thead').textContent()).toContain('Conflict share');
  expect(complaints).toEqual([]);
});

test('a drag over the chart sets the range, a double click resets it', async () => {
  const { page, complaints } = await open(RANGE);
  const box = await page.locator('#plot').boundingBox();
  if (!box) throw new Error('there is no chart');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.up();
  await redrawn(page, '2024-01-02');
  const [from, to] = [asked(page, 'from') ?? '', asked(page, 'to') ?? ''];
  expect(from > '2024-01-07' && from < to && to < '2024-01-25').toBe(true);
  await page.locator(`#table-view tr[data-day="${from}"]`).first().waitFor({ state: 'attached' });
  expect(await page.locator('#drawer').isVisible()).toBe(false);
  await page.mouse.dblclick(box.x + box.width / 2, y);
  await page.waitForURL(url => url.searchParams.get('from') === null);
  expect(complaints).toEqual([]);
});

test('the keyboard pans, zooms and resets the range, and moves along the points', async () => {
  const { page, complaints } = await open(RANGE);
  await page.keyboard.press('ArrowLeft');
  await redrawn(page, '2024-01-02');
  expect([asked(page, 'from'), asked(page, 'to')]).toEqual(['2023-12-25', '2024-01-23']);
  await page.keyboard.press('+');
  await redrawn(page, '2023-12-25');
  expect(await page.locator('#table-view tr[data-at]').count()).toBe(15);
  await page.keyboard.press('0');
  await page.waitForURL(url => url.searchParams.get('from') === null);
  await page.goto(`${system.dashboardUrl}/subjects/IRQ-USA?${RANGE}`);
  await page.locator('#plot').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#plot').getAttribute('aria-valuetext')).toContain('Wed 10 Jan 2024');
  await page.keyboard.press('?');
  await page.locator('#keymap').waitFor();
  expect(await page.locator('#keymap').textContent()).toContain('overview');
  await page.keyboard.press('Escape');
  await page.locator('#keymap').waitFor({ state: 'hidden' });
  expect(complaints).toEqual([]);
});

test('the table, the CSV and the API say the same', async () => {
  const { page } = await open(`${RANGE}&view=table`);
  const href = await page.locator('[data-file="csv"]').getAttribute('href');
  const csv = await (await page.request.get(`${system.dashboardUrl}${href}`)).text();
  const rows = csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map(line => line.split(','));
  const api = await system.get<SeriesAnswer>(`/api/v1/series?subject=IRQ-USA&indicator=tension&${RANGE}`);
  const told = api.points.map(point => (point.value === null ? '' : String(point.value)));
  expect(rows.map(row => row[1])).toEqual(told);
  expect((await values(page, 1)).reverse()).toEqual(told);
  expect(told.filter(value => value !== '').length).toBeGreaterThan(20);
});

test('a copied link shows the same numbers in another browser, after more has come', async () => {
  const { page } = await open(`${RANGE}&compare=IRN-ISR`);
  const before = await values(page, 1);
  await page.locator('#copy-link').click();
  await page.locator('#copy-link[href*="asOf="]', { hasText: 'Copied' }).waitFor();
  const link = new URL((await page.locator('#copy-link').getAttribute('href')) ?? '');
  await push(report(20, '2024-01-20', 'US forces bombed an airfield in Iraq'));
  const other = await openSignedIn(browser, system, `${link.pathname}${link.search}`);
  expect(await values(other.page, 1)).toEqual(before);
  expect(await other.page.locator('[data-compared="IRN-ISR"]').count()).toBe(1);
  expect(await other.page.locator('#state').textContent()).toContain('Viewing as of');
  await other.page.getByRole('link', { name: 'Back to now' }).first().click();
  await other.page.locator('#state[data-state="live"]').waitFor();
  expect(await values(other.page, 1)).not.toEqual(before);
  expect(other.complaints).toEqual([]);
});

test('all pages of a browser share one connection, and another takes over when its page goes', async () => {
  const { page, complaints } = await open(RANGE);
  const second = await page.context().newPage();
  const streams: string[] = [];
  second.on('request', request => {
    if (request.url().includes('/api/v1/live')) streams.push(request.url());
  });
  await second.goto(`${system.dashboardUrl}/subjects/IRQ-USA?${RANGE}`);
  await second.locator('#state[data-state="live"]').waitFor();
  const before = await values(second, 1);
  await push(report(30, '2024-01-12', 'US forces bombed a barracks in Iraq'));
  await drawn(second, await system.settled());
  expect(await values(second, 1)).not.toEqual(before);
  expect(streams).toEqual([]);
  await page.close();
  await second.locator('#state[data-state="live"]').waitFor();
  await push(report(31, '2024-01-13', 'US forces bombed a depot in Iraq'));
  await drawn(second, await system.settled());
  expect(streams.length).toBe(1);
  expect(complaints).toEqual([]);
});

test('a page that stays open while the server restarts says so, and catches up', async () => {
  const { page } = await open(RANGE);
  await page.evaluate("document.documentElement.dataset.sameDocument = 'yes'");
  const before = await values(page, 1);
  await system.withoutDashboard(async () => {
    await page.locator('#state[data-state="reconnecting"]').waitFor();
    await system.push({ reports: [report(40, '2024-01-25', 'US forces bombed a convoy in Iraq')] });
  });
  await page.locator('#state[data-state="live"]').waitFor();
  await drawn(page, await system.settled());
  expect(await page.getAttribute('html', 'data-same-document')).toBe('yes');
  expect(await values(page, 1)).not.toEqual(before);
});

test('a paused page stands still until it goes on', async () => {
  const { page } = await open(RANGE);
  await page.locator('#pause').click();
  await page.locator('#state[data-state="paused"]').waitFor();
  const before = await values(page, 1);
  await push(report(50, '2024-01-26', 'US forces bombed a bridge in Iraq'));
  // the foot of the page goes on telling how far the log is
  const { projected } = await system.settled();
  await page.locator(`#log-position:text-is("${projected}")`).waitFor();
  expect(await values(page, 1)).toEqual(before);
  await page.locator('#pause').click();
  await drawn(page, await system.settled());
  expect(await values(page, 1)).not.toEqual(before);
});

test('in the dark on a phone, two subjects and three panels fit', async () => {
  const path = `${RANGE}&compare=IRN-ISR&indicator=tension,conflict,cooperation,conflict-share,peak-severity`;
  const { page, complaints } = await open(path, { width: 360, height: 780, dark: true });
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});

test('a family and an act are left out by links in the drawer, and counted again', async () => {
  const { page, complaints } = await open(`${RANGE}&at=2024-01-23`);
  const before = await values(page, 1);
  await page.locator('#drawer .leave-out a').first().click();
  await page.locator('#left-out .band').waitFor();
  expect(asked(page, 'without')).toContain('family:');
  const left = await values(page, 1);
  expect(left).not.toEqual(before);
  const api = await system.get<SeriesAnswer>(
    `/api/v1/series?subject=IRQ-USA&indicator=tension&${RANGE}&without=${encodeURIComponent(asked(page, 'without') ?? '')}`,
  );
  expect(left).toEqual(api.points.map(point => (point.value === null ? '' : String(point.value))).reverse());
  await page.locator('#left-out a').click();
  await page.locator('#left-out .band').waitFor({ state: 'detached' });
  await page.locator('#drawer[aria-busy="false"]').waitFor();
  const expected = (await page.locator('#drawer [data-without^="story:"]').first().textContent())
    ?.trim()
    .split(' ')
    .at(-1);
  await page.locator('#drawer [data-without^="story:"]').first().click();
  await page.locator('#left-out .band').waitFor();
  expect(await page.locator('tr[data-day="2024-01-23"] td').first().textContent()).toBe(expected);
  expect(complaints).toEqual([]);
});
