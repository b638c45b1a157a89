import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportView } from '../../packages/core/src/wire/api.ts';
import { openBrowserOnSystem, openSignedIn } from '../setup/browser.ts';
import type { System } from '../setup/system.ts';

const DAY = '2024-01-24';
const TEXT = `STRIKE ${DAY} US forces bombed a depot in Iraq.\n\nOn the way back they shared water with a village near the border.`;

/** Selects words in the text as a hand does. As text, because it runs in the page. */
const SELECT_WORDS = `
  const walker = document.createTreeWalker(document.querySelector('.art .body'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent.indexOf('shared water');
    if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 'shared water'.length);
  }
  document.querySelector('.art').dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
`;

let system: System;
let browser: Browser;
let reportId: string;
let stop = async () => {};
beforeAll(async () => {
  ({ browser, system, stop } = await openBrowserOnSystem({
    now: () => Date.parse('2024-01-26T08:00:00Z'),
    coderModule: new URL('../faults/stub-thread.mjs', import.meta.url),
  }));
  for (const outlet of ['Gazette', 'Herald'])
    reportId =
      (
        await system.receipts({
          title: `Strikes, says the ${outlet}`,
          text: TEXT,
          publishedAt: DAY,
          outlet: { name: outlet },
        })
      )[0]?.reportId ?? '';
  await system.settled();
});
afterAll(() => stop());

const report = () => system.get<ReportView>(`/api/v1/reports/${reportId}`);

test('an event in the drawer is marked as none, the value drops on that page and on another, and undo brings it back', async () => {
  const { page, complaints } = await openSignedIn(browser, system, `/subjects/IRQ-USA?at=${DAY}`);
  const other = await openSignedIn(browser, system, `/subjects/IRQ-USA?at=${DAY}`);
  const value = (of: typeof page) => of.locator('.sum .big').first().textContent();
  const before = await value(page);
  const form = page.locator('.item .fix').first();
  await form.locator('summary').click();
  await form.locator('input[name="reason"]').fill('it was a drill');
  await form.getByRole('button', { name: 'Correct' }).click();
  await expect.poll(() => value(page), { timeout: 10_000 }).not.toBe(before);
  await expect.poll(() => value(other.page), { timeout: 10_000 }).toBe(await value(page));
  expect(page.url()).toContain(`at=${DAY}`);
  const [corrected] = (await Promise.all([report()])).filter(it => it.rejected.length > 0);
  const id =
    corrected?.reportId ??
    (await system.get<{ reports: { reportId: string }[] }>('/api/v1/reports')).reports.find(
      it => it.reportId !== reportId,
    )?.reportId;
  await page.goto(`${system.dashboardUrl}/reports/${id}`);
  expect(await page.locator('section:has(#rejected-head) s').textContent()).toContain('ASSAULT');
  await page.getByRole('button', { name: /^Undo not an event/ }).click();
  await expect.poll(() => page.locator('.corrections .undone').count(), { timeout: 10_000 }).toBe(1);
  await expect.poll(() => value(other.page), { timeout: 10_000 }).toBe(before);
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('words that are selected become an event, also by keyboard and without a script', async () => {
  const { page, complaints } = await openSignedIn(browser, system, `/reports/${reportId}`);
  await page.evaluate(SELECT_WORDS);
  const form = page.locator('#add-event');
  expect(await form.locator('input[name="words"]').inputValue()).toBe('shared water');
  await form.locator('select[name="type"]').selectOption('AID');
  await form.locator('input[name="actors"]').fill('usa');
  await form.locator('input[name="recipients"]').fill('IRQ');
  await form.locator('input[name="reason"]').fill('was missed');
  await form.getByRole('button', { name: 'Add' }).click();
  await page.waitForSelector('text=Added by a person');
  const added = (await report()).events.find(event => event.added);
  expect(added).toMatchObject({
    type: 'AID',
    sentence: { text: 'On the way back they shared water with a village near the border.' },
  });
  expect(added?.evidence[0]?.text).toBe('shared water');
  expect(complaints).toEqual([]);

  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(`${system.dashboardUrl}/reports/${reportId}`);
  const other = plain.locator('.cand .fix').first();
  await other.locator('summary').click();
  await other.getByLabel('Another date').check();
  await other.locator('input[name="date"]').fill('2024-01-20');
  await other.locator('input[name="reason"]').fill('on Saturday');
  await other.getByRole('button', { name: 'Correct' }).click();
  await plain.waitForSelector('text=Date: 2024-01-20');
  await plain.setViewportSize({ width: 360, height: 800 });
});

test('a story shows who tells it, what it is worth and how that came about', async () => {
  const { page, complaints } = await openSignedIn(
    browser,
    system,
    `/stories/${(await report()).events.find(it => it.type === 'ASSAULT')?.id}`,
  );
  expect(await page.locator('.tellings .item').count()).toBeGreaterThanOrEqual(1);
  expect(await page.locator('section:has(#changes-head) .log li').count()).toBeGreaterThanOrEqual(2);
  await page.getByRole('link', { name: /without this story/ }).click();
  await page.waitForSelector('#left-out');
  expect(await page.locator('.item[data-story]').count()).toBe(0);
  await page.getByRole('link', { name: 'Everything again' }).click();
  await expect.poll(() => page.locator('.item[data-story]').count(), { timeout: 10_000 }).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});
