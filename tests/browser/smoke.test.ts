import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { openBrowserOnSystem, openSignedIn } from '../setup/browser.ts';
import type { System } from '../setup/system.ts';

let system: System;
let browser: Browser;
let stop = async () => {};

beforeAll(async () => {
  ({ browser, system, stop } = await openBrowserOnSystem());
});
afterAll(() => stop());

/** Points along the chart until the row above it reads the day, then clicks there, as a person would. */
async function clickDay(page: Page, day: string): Promise<void> {
  const box = await page.locator('#plot').boundingBox();
  if (!box) throw new Error('there is no chart');
  for (let x = box.x + 2; x < box.x + box.width; x += 6) {
    await page.mouse.move(x, box.y + box.height / 2);
    if ((await page.textContent('#readout'))?.includes(day)) return page.mouse.click(x, box.y + box.height / 2);
  }
  throw new Error(`no place on the chart reads ${day}`);
}

const today = () => new Date().toISOString().slice(0, 10);
const strike = (n: number) => ({
  id: `strike-${n}`,
  title: 'US air strikes hit militia bases in Iraq',
  text: `The United States carried out ${n} air strikes against Iranian-backed militia bases in western Iraq, the Pentagon said.`,
  publishedAt: today(),
  outlet: { name: 'The Harbour Dispatch' },
});

test('an empty database says what to do next', async () => {
  const { page, complaints } = await openSignedIn(browser, system, '/');
  expect(await page.textContent('main')).toContain('No report has arrived');
  expect(await page.textContent('main')).toContain('curl');
  expect(await page.getByRole('button', { name: 'Load the demo' }).isVisible()).toBe(true);
  expect(complaints).toEqual([]);
});

test('a pushed report moves the line of an open page without a reload, and a click opens the words behind each event', async () => {
  const { page, complaints } = await openSignedIn(browser, system, '/subjects/IRQ-USA?from=2024-01-11&to=2024-02-09');
  const row = page.locator('tr[data-day="2024-01-25"]');
  expect(await row.getAttribute('data-coverage')).toBe('none');
  expect(await page.locator('#nothing-counted').isVisible()).toBe(true);
  await page.evaluate("document.documentElement.dataset.sameDocument = 'yes'");
  await system.push(RETELLING.text);
  await page.locator('tr[data-day="2024-01-25"][data-coverage="low"]').waitFor({ state: 'attached' });
  expect(await page.getAttribute('html', 'data-same-document')).toBe('yes');
  expect(await page.locator('#nothing-counted').isVisible()).toBe(false);

  await clickDay(page, '25 Jan 2024');
  const drawer = page.locator('#drawer');
  await drawer
    .locator('[data-story]')
    .nth(RETELLING.expected.length - 1)
    .waitFor();
  expect(await drawer.locator('[data-story]').count()).toBe(RETELLING.expected.length);
  for (const { trigger } of RETELLING.expected)
    expect(await drawer.locator('mark').allTextContents()).toContain(trigger);
  expect(new URL(page.url()).searchParams.get('at')).toBe('2024-01-25');
  await drawer
    .getByRole('link', { name: /report at these words/i })
    .first()
    .click();
  await page.locator('article mark, .art mark').first().waitFor();
  expect(complaints).toEqual([]);
});

test('on a phone, in the dark: a point opens by keyboard, and no page scrolls sideways', async () => {
  const path = '/subjects/IRQ-USA?from=2024-01-11&to=2024-02-07';
  const { page, complaints } = await openSignedIn(browser, system, path, { width: 390, height: 844, dark: true });
  await page.locator('#plot').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.locator('#drawer [data-story]').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#drawer').waitFor({ state: 'hidden' });
  for (const each of ['/', path, '/reports', '/alerts', '/settings']) {
    await page.goto(`${system.dashboardUrl}${each}`);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
  expect(complaints).toEqual([]);
});

test('a report of today that crosses a line shows an alert on every open page', async () => {
  const overview = await openSignedIn(browser, system, '/');
  const subject = await openSignedIn(browser, system, '/subjects/IRQ-USA');
  await subject.page.fill('#line-form input[name=warn]', '20');
  await subject.page.getByRole('button', { name: 'Set this line' }).click();
  await subject.page.locator('[data-line]').first().waitFor();
  await system.push(strike(3));
  for (const { page, complaints } of [overview, subject]) {
    await page.locator('[data-alert]').first().waitFor({ timeout: 15_000 });
    expect(await page.locator('[data-alert]').first().textContent()).toContain('Iraq–United States');
    expect(complaints).toEqual([]);
  }
});
