import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowserOnSystem, openSignedIn } from '../setup/browser.ts';
import type { System } from '../setup/system.ts';

let system: System;
let browser: Browser;
let stop = async () => {};

beforeAll(async () => {
  ({ browser, system, stop } = await openBrowserOnSystem());
  // a strike three weeks ago, that a low line would have told of
  await system.push(strike(1, day(-21)));
  await system.settled();
});
afterAll(() => stop());

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const strike = (n: number, publishedAt: string) => ({
  id: `strike-${n}`,
  title: 'US air strikes hit militia bases in Iraq',
  text: `The United States carried out ${n} air strikes against Iranian-backed militia bases in western Iraq, the Pentagon said.`,
  publishedAt,
  outlet: { name: 'The Harbour Dispatch' },
});

test('drag the line, watch the strip, save, push, see the page turn, open the evidence, acknowledge and silence', async () => {
  const { page, complaints } = await openSignedIn(browser, system, '/subjects/IRQ-USA');
  const strip = page.locator('#backtest .bt');
  await page.locator('#line-form').scrollIntoViewIfNeeded();
  await strip.waitFor();
  expect(await strip.getAttribute('data-fired')).toBe('0');

  // down to 20 by the handle on the chart: the number field and the strip follow
  const handle = page.locator('[data-handle="warn"]');
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  const plot = await page.locator('#main-chart').boundingBox();
  if (!box || !plot) throw new Error('there is no handle on the chart');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, plot.y + plot.height * 0.76, { steps: 8 });
  await page.mouse.up();
  const dragged = Number(await page.inputValue('#line-form input[name=warn]'));
  expect(dragged).toBeGreaterThan(10);
  expect(dragged).toBeLessThan(28);
  await page.locator('#backtest .bt[data-fired="1"]').waitFor();
  expect(await strip.textContent()).toContain('Would have fired 1 time in 365 days');
  expect(await strip.textContent()).toContain('air strikes');

  // the arrow keys do the same as the hand
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  expect(await page.inputValue('#line-form input[name=warn]')).toBe(String(dragged + 1));
  await page.fill('#line-form input[name=warn]', '20');
  await page.fill('#line-form input[name=critical]', '60');
  expect(await handle.getAttribute('aria-valuenow')).toBe('20');

  await page.getByRole('button', { name: 'Set this line' }).click();
  await page.locator('[data-line="irq-usa-tension-above-20"]').waitFor();

  const alerts = await openSignedIn(browser, system, '/alerts');
  expect(await alerts.page.textContent('#alert-lists')).toContain('No value stands beyond its line');
  await system.push(strike(2, day(0)));
  const standing = alerts.page.locator('[data-group="standing"] [data-alert]');
  await standing.waitFor();
  await page.locator('#alert-bar [data-alert]').waitFor();

  await standing.locator('.a-say a').click();
  await alerts.page.waitForURL(/\/alerts\/[0-9a-f-]{36}$/);
  expect(await alerts.page.textContent('.a-evidence mark')).toBe('hit');
  expect(await alerts.page.locator('.frozen path').getAttribute('d')).toContain('M');
  expect(await alerts.page.getByText('Open the chart as it was known then').getAttribute('href')).toMatch(/asOf=\d+/);

  await alerts.page.getByRole('button', { name: 'Acknowledge' }).click();
  await alerts.page.locator('[data-step="AlertAcknowledged"]').waitFor();
  expect(await alerts.page.textContent('[data-step="AlertAcknowledged"]')).toContain('operator');
  await alerts.page.fill('input[name=reason]', 'a drill');
  await alerts.page.getByRole('button', { name: 'Silence' }).click();
  await alerts.page.getByRole('button', { name: 'Lift the silence' }).waitFor();
  await alerts.page.goto(`${system.dashboardUrl}/alerts`);
  expect(await alerts.page.locator('[data-group="silenced"] [data-alert]').textContent()).toContain(
    'known to operator',
  );

  // the line by itself says who set it, and can be taken away without scripts
  await alerts.page.getByRole('link', { name: 'Edit this line' }).click();
  expect(await alerts.page.textContent('main')).toContain('Saved by operator');
  await alerts.page.getByRole('button', { name: 'Remove this line' }).click();
  await alerts.page.locator('[data-group="past"] [data-alert]').waitFor();
  expect([complaints, alerts.complaints]).toEqual([[], []]);
});

test('without scripts a line is tried and set, and an alert is acknowledged, all by forms', async () => {
  const { page } = await openSignedIn(browser, system, '/alerts');
  const { cookies } = await page.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const plain = await context.newPage();
  await plain.goto(`${system.dashboardUrl}/subjects/IRQ-USA`);
  await plain.fill('#line-form input[name=warn]', '22');
  await plain.getByRole('button', { name: 'Try it' }).click();
  expect(await plain.textContent('#backtest')).toContain('Would have fired');
  await plain.getByRole('button', { name: 'Save this line' }).click();
  expect(await plain.textContent('main')).toContain('Version 1');
  await page.locator('[data-group="standing"] [data-alert]').waitFor();
  await plain.goto(`${system.dashboardUrl}/alerts`);
  await plain.getByRole('button', { name: 'Acknowledge' }).click();
  expect(await plain.textContent('[data-step="AlertAcknowledged"]')).toContain('operator');
});
