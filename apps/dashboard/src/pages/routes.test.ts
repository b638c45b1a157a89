import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { AlertView } from '@tensiometer/core/wire/api.ts';
import { describe, expect, test } from 'vitest';
import { fixtureDeps, fixtureQueries, HOSTILE, REPORT_ID, report, status } from './fixture.ts';
import { createPages } from './routes.tsx';

const ADDRESSES = [
  '/',
  '/?kind=country',
  '/subjects/IRQ-USA',
  '/subjects/IRQ-USA?at=2024-01-25',
  '/subjects/IRQ-USA?view=table',
  '/subjects/IRQ-USA?compare=IRN-USA,ISR&asOf=2&from=2024-01-24&to=2024-01-26',
  `/reports/${REPORT_ID}`,
  '/events',
  '/method',
  '/events?status=suppressed&type=ASSAULT',
  '/reports',
  '/alerts',
  '/settings',
];

async function get(
  path: string,
  own: Partial<Queries> = {},
): Promise<{ status: number; html: string; location: string | null }> {
  const pages = createPages(fixtureDeps(own));
  const response = await pages.request(path);
  return { status: response.status, html: await response.text(), location: response.headers.get('location') };
}

describe('every page', () => {
  test.each(ADDRESSES)('%s is a document with landmarks and nothing inline', async path => {
    const { status: code, html } = await get(path);
    expect(code).toBe(200);
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toMatch(/<main id="main"/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/ style="/);
    expect(html).not.toMatch(/ on[a-z]+="/);
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
    expect(html).not.toContain('<style');
  });
  test.each(ADDRESSES)('%s escapes the words of a report', async path => {
    const { html } = await get(path);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('javascript:');
  });
  test('says that demo rows are shown', async () => {
    const { html } = await get('/alerts');
    expect(html).toMatch(/id="demo-chip"(?! hidden)/);
    const without = await get('/alerts', { population: async () => ({ reports: 1, demo: 0 }) });
    expect(without.html).toMatch(/id="demo-chip" hidden/);
  });
  test('carries the standing alerts with their words and a link', async () => {
    const { html } = await get('/settings', { alerts: async () => ({ alerts: [alert], pending: [] }) });
    expect(html).toMatch(/Critical.*href="\/alerts\/a".*Iraq–United States.*57\.2.*line.*55/s);
  });
});

describe('the overview', () => {
  test('keeps a subject with too few reports out of the ranks, in a group that says why', async () => {
    const { html } = await get('/');
    expect(html).toContain('Too few reports to rank: under 5 reports or 2 outlets in 14 days');
    expect(html).toMatch(/data-subject="IRQ-USA"><td class="rank num"><\/td>/);
  });
  test('says so when it stands at an earlier day', async () => {
    expect((await get('/')).html).toContain('Latest data: 25 January 2024');
  });
  const nothing = { subjects: async () => ({ subjects: [], total: 0, asOf: 0, day: '2026-11-24' }) };
  test.each([
    [{ received: 0, coded: 0 }, 'no-reports', 'No report has arrived'],
    [{ received: 3, pending: 2, coded: 0 }, 'pending', '2 reports still being read'],
    [{ received: 2, failed: 2, coded: 0 }, 'failed', 'No report could be read'],
    [{ received: 4, notCoded: 4, coded: 0 }, 'no-events', '4 reports, no event between countries'],
  ])('empty for a reason it names: %o', async (numbers, reason, words) => {
    const { html } = await get('/', { ...nothing, status: async () => ({ ...status, ...numbers }) });
    expect(html).toContain(`data-empty="${reason}"`);
    expect(html).toContain(words);
  });
});

describe('a subject', () => {
  test('has one address', async () => {
    const { status: code, location } = await get('/subjects/usa-irq?at=2024-01-25');
    expect([code, location]).toEqual([302, '/subjects/IRQ-USA?at=2024-01-25']);
  });
  test.each(['nowhere', 'ZZZ', 'IRQ-QQQ', 'world'])('%s is not found, in a sentence', async name => {
    const { status: code, html } = await get(`/subjects/${name}`);
    expect(code).toBe(404);
    expect(html).toContain('is no country or pair of countries known here');
  });
  test('opens the day of its address without a script, and the shares add up', async () => {
    const { html } = await get('/subjects/IRQ-USA?at=2024-01-25');
    expect(html).toContain('3.5 × 0.9 confidence × 0.91 age');
    expect(html).toMatch(/The shares add up to the value <b class="num">27\.3/);
    expect(html).toContain(`/reports/${REPORT_ID}#act-22222222`);
  });
  test('says what in its address made no sense, and shows the rest', async () => {
    const { html } = await get('/subjects/IRQ-USA?compare=Atlantis');
    expect(html).toContain('“Atlantis” is no country or pair of countries known here');
  });
  test('takes what a form adds to the compared into the list', async () => {
    const { status: code, location } = await get('/subjects/IRQ-USA?compare=ISR&add=Iran%2C+Israel');
    expect([code, location]).toEqual([302, '/subjects/IRQ-USA?compare=ISR,IRN-ISR']);
  });
  test('of a past position says so, asks everything as of it, and leads back', async () => {
    const asked: unknown[] = [];
    const { html } = await get('/subjects/IRQ-USA?asOf=2', {
      series: async query => {
        asked.push(query.asOf);
        return fixtureQueries().series(query);
      },
    });
    expect(html).toContain('Viewing as of 24 Nov 2026');
    expect(html).toMatch(/href="\/subjects\/IRQ-USA"[^>]*data-reload[^>]*>\s*Back to now/);
    expect(new Set(asked)).toEqual(new Set([2]));
  });
  test('gives the rows of its table as a file, in three formats', async () => {
    const csv = (await get('/subjects/IRQ-USA/chart.csv?step=day')).html.split('\r\n');
    expect(csv[0]).toBe('at,tension,conflict,cooperation,reports,outlets,coverage,demo,asOf');
    expect(csv[1]).toBe('2024-01-24,30.4,3.15,3.15,1,1,low,true,2');
    expect(csv[3]).toBe('2024-01-26,,,,0,0,none,false,2');
    const json = JSON.parse((await get('/subjects/IRQ-USA/chart.json?step=day&compare=ISR')).html);
    expect(json.series.map((series: { key: string }) => series.key)).toContain('tension ISR');
    expect(json.rows).toHaveLength(3);
    const [first] = (await get('/subjects/IRQ-USA/chart.ndjson?step=day')).html.split('\n');
    expect(JSON.parse(first ?? '').events).toHaveLength(1);
  });
  test('shows a day without reports as no reading, never as zero', async () => {
    const { html } = await get('/subjects/IRQ-USA');
    const row = /<tr[^>]*data-day="2024-01-26".*?<\/tr>/s.exec(html)?.[0] ?? '';
    expect(row).toContain('no reading');
    expect(row).not.toContain('<data');
  });
});

describe('a report', () => {
  test('marks its acts and names them in text and list alike', async () => {
    const { html } = await get(`/reports/${REPORT_ID}`);
    expect(html).toMatch(/<mark id="act-22222222[^"]*" class="c">denounced<\/mark>/);
    expect(html).toContain('E1 ACCUSE −3.5');
    expect(html).toContain('id="about-E1"');
  });
  test('says why it failed and offers to try again', async () => {
    const { html } = await get(`/reports/${REPORT_ID}`, {
      report: async () => ({ ...report, status: 'failed', reason: 'too-slow', events: [] }),
    });
    expect(html).toContain('took too long');
    expect(html).toContain(`data-action="/api/v1/reports/${REPORT_ID}/retry"`);
  });
  test('says that its words were erased', async () => {
    const { html } = await get(`/reports/${REPORT_ID}`, {
      report: async () => ({ ...report, text: null, title: null }),
    });
    expect(html).toContain('were erased');
    expect(html).not.toContain(HOSTILE);
  });
  test.each(['/reports/nothing', '/reports/33333333-3333-4333-8333-333333333333'])('%s is not found', async path => {
    expect((await get(path)).status).toBe(404);
  });
});

const alert: AlertView = {
  alertId: 'a',
  thresholdId: 't',
  thresholdVersion: 1,
  subject: 'IRQ-USA',
  name: 'Iraq–United States',
  indicator: 'tension',
  severity: 'critical',
  cause: 'crossed',
  day: '2026-11-24',
  value: 57.2,
  measure: 57.2,
  line: 55,
  raisedAt: '2026-11-24T14:05:00Z',
  raisedPosition: 9,
  readAt: 8,
  acknowledged: null,
  silencedUntil: null,
  heldBack: null,
  clearedAt: null,
  clearedReason: null,
  evidence: [],
};
