import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { openBrowserOnSystem, openSignedIn } from '../setup/browser.ts';
import type { System } from '../setup/system.ts';

/** axe-core, run in the page as a script of the test's; it is no part of what ships. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let system: System;
let browser: Browser;
let reportId = '';
let messageId = '';
let shared = { url: '', embedUrl: '' };
let stop = async () => {};
beforeAll(async () => {
  ({ browser, system, stop } = await openBrowserOnSystem());
  const [receipt] = await system.receipts(RETELLING.text);
  reportId = receipt?.reportId ?? '';
  await system.push({ title: 'Nothing of note', publishedAt: '2024-01-25' });
  await system.send('PUT', '/api/v1/thresholds/line', { subject: 'IRQ-USA', above: 20 });
  shared = (await (await system.send('POST', '/api/v1/shares', { subject: 'IRQ-USA' })).json()) as typeof shared;
  const refused = { kind: 'webhook', name: 'Desk', url: 'https://169.254.169.254/nowhere' };
  await system.send('PUT', '/api/v1/channels/desk', refused);
  const tried = await system.send('POST', '/api/v1/channels/desk/test');
  messageId = ((await tried.json()) as { messageId: string }).messageId;
  await system.settled();
});
afterAll(() => stop());

const PAGES = (): string[] => [
  '/',
  '/?kind=country&region=asia',
  '/?watch=1',
  '/subjects/IRQ-USA',
  '/subjects/IRQ-USA?at=2024-01-25',
  '/subjects/IRQ-USA?view=table',
  '/events',
  '/events?from=nonsense',
  '/reports',
  `/reports/${reportId}`,
  '/alerts',
  '/method',
  '/settings',
  '/channels',
  '/channels/new?kind=telegram',
  '/channels/desk',
  `/messages/${messageId}`,
  '/act/nonsense',
  '/docs',
  '/nothing-here',
  new URL(shared.url).pathname,
  new URL(shared.embedUrl).pathname,
];

type Finding = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] };

describe.each([
  { theme: 'light', dark: false, width: 1440, height: 900 },
  { theme: 'dark', dark: true, width: 1440, height: 900 },
  { theme: 'light on a phone', dark: false, width: 390, height: 844 },
  { theme: 'dark on a phone', dark: true, width: 390, height: 844 },
])('in the $theme', ({ dark, width, height }) => {
  test('axe finds nothing on any page', async () => {
    const { page } = await openSignedIn(browser, system, '/settings', { width, height, dark });
    const found: Record<string, string[]> = {};
    for (const path of PAGES()) {
      await page.goto(`${system.dashboardUrl}${path}`);
      // Colours are judged as they stand, not while something fades in.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.evaluate(AXE);
      const findings = await page.evaluate<Finding[]>('axe.run().then(result => result.violations)');
      if (findings.length > 0)
        found[path] = findings.map(
          it =>
            `${it.id} (${it.impact}): ${it.nodes
              .map(node => node.target.join(' '))
              .slice(0, 4)
              .join(', ')}. ${it.nodes[0]?.failureSummary.slice(0, 240) ?? ''}`,
        );
    }
    expect(found).toEqual({});
  });
});
