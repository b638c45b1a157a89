import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import type {
  AlertsAnswer,
  ContributionsAnswer,
  EventsAnswer,
  SeriesAnswer,
  StatusAnswer,
  SubjectsAnswer,
} from '../../packages/core/src/wire/api.ts';
import { backends, redisFor } from '../setup/backends.ts';
import { testDatabase } from '../setup/database.ts';
import { openLiveStream } from '../setup/live-stream.ts';
import { type System, startSystem } from '../setup/system.ts';
import { waitFor } from '../setup/wait-for.ts';

const DEMO_SIZE = readFileSync(new URL('../../demo/reports.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n').length;

const strike = (day: string) => ({
  id: `strike-${day}`,
  title: 'US air strikes hit militia bases in Iraq',
  text: 'The United States carried out air strikes against Iranian-backed militia bases in western Iraq on Monday, the Pentagon said.',
  publishedAt: day,
  outlet: { name: 'The Harbour Dispatch' },
});

describe.each(backends)('one report, all the way, with the queue on %s', backend => {
  let system: System;
  let stop = async () => {};

  beforeAll(async () => {
    const database = await testDatabase();
    const redis = await redisFor(backend);
    system = await startSystem({ databaseUrl: database.url, redisUrl: redis?.url ?? null });
    stop = async () => {
      await system.stop();
      await redis?.stop();
      await database.drop();
    };
  });
  afterAll(() => stop());

  test('a text pushed twice is answered 202, then 200, and counts once', async () => {
    const first = await system.push(RETELLING.text);
    expect(first.status).toBe(202);
    const again = await system.push(RETELLING.text);
    expect(again.status).toBe(200);
    const [receipt] = await system.receipts(RETELLING.text);
    expect(receipt).toMatchObject({ index: 0, status: 'duplicate' });
    expect(first.headers.get('location')).toBe(`/v1/receipts/${receipt?.reportId}`);
    const status = await system.settled();
    expect(status).toMatchObject({ received: 1, coded: 1, failed: 0 });
    const later = await fetch(`${system.ingestUrl}/v1/receipts/${receipt?.reportId}`, {
      headers: { authorization: `Bearer ${system.keys.ingest}` },
    });
    expect(await later.json()).toMatchObject({ status: 'counted', attempts: 1 });
  });

  test('its acts move the line of the pair, with low coverage, and a gap where no report covers the day', async () => {
    const series = await system.get<SeriesAnswer>(
      '/api/v1/series?subject=USA-IRQ&indicator=tension&from=2024-01-23&to=2024-02-09',
    );
    const at = (day: string) => series.points.find(point => point.at === day);
    expect(series.subject).toBe('IRQ-USA');
    expect(at('2024-01-23')).toMatchObject({ value: null, coverage: 'none' });
    expect(at('2024-01-24')).toMatchObject({ coverage: 'low', reports: 1 });
    expect(at('2024-01-24')?.value).toBeGreaterThan(27);
    expect(at('2024-01-25')?.value).toBeGreaterThan(24);
    expect(at('2024-01-25')?.value).toBeLessThan(at('2024-01-24')?.value ?? 0);
    expect(at('2024-02-07')?.value).toBeGreaterThan(0);
    expect(at('2024-02-08')).toMatchObject({ value: null, coverage: 'none' });
  });

  test('what is behind a point adds up to it and opens down to the words', async () => {
    const behind = await system.get<ContributionsAnswer>(
      '/api/v1/contributions?subject=IRQ-USA&indicator=tension&at=2024-01-25',
    );
    const total = behind.rows.reduce((sum, row) => sum + (row.share ?? 0), 0);
    expect(total).toBeCloseTo(behind.value ?? Number.NaN, 4);
    for (const { events } of behind.rows) {
      const trigger = events[0]?.evidence.find(part => part.role === 'trigger');
      expect(trigger?.text).toBe(RETELLING.text.slice(trigger?.start, trigger?.end));
      expect(trigger?.text).not.toBe('');
    }
    const { events } = await system.get<EventsAnswer>('/api/v1/events?subject=IRQ-USA');
    expect(events.map(event => event.type).sort()).toEqual(RETELLING.expected.map(event => event.type).sort());
  });

  test('an open live stream hears of it, and one that comes back by position misses nothing', async () => {
    const headers = { authorization: `Bearer ${system.keys.read}` };
    const stream = await openLiveStream(`${system.dashboardUrl}/api/v1/live`, headers);
    const hello = await waitFor('hello', () => stream.messages[0] ?? null);
    expect(hello.event).toBe('hello');
    await system.push(strike('2024-02-05'));
    const moved = await waitFor(
      'the move',
      () => stream.messages.find(m => m.event === 'moved' && JSON.stringify(m.data).includes('IRQ-USA')) ?? null,
    );
    stream.close();
    expect(moved.data).toMatchObject({
      subjects: expect.arrayContaining(['IRQ-USA', 'IRQ', 'USA']),
      days: ['2024-02-05'],
    });
    const resumed = await openLiveStream(`${system.dashboardUrl}/api/v1/live`, {
      ...headers,
      'last-event-id': hello.id,
    });
    const again = await waitFor('the move again', () => resumed.messages.find(m => m.event === 'moved') ?? null);
    resumed.close();
    expect(again.data).toMatchObject({ subjects: expect.arrayContaining(['IRQ-USA']) });
  });

  test('a report of today that crosses a line raises an alert on open streams and in the list; an old one does not', async () => {
    const put = await system.send('PUT', '/api/v1/thresholds/iraq', {
      subject: 'IRQ-USA',
      indicator: 'tension',
      comparison: 'above',
      warn: 20,
    });
    expect(put.status).toBe(201);
    await system.push(strike('2024-02-06'));
    await system.settled();
    const stream = await openLiveStream(`${system.dashboardUrl}/api/v1/live`, {
      authorization: `Bearer ${system.keys.read}`,
    });
    await waitFor('hello', () => stream.messages[0] ?? null);
    expect((await system.get<AlertsAnswer>('/api/v1/alerts')).alerts).toEqual([]);
    await system.push(strike(new Date().toISOString().slice(0, 10)));
    const raised = await waitFor('the alert', () => stream.messages.find(message => message.event === 'alert') ?? null);
    stream.close();
    expect(raised.data).toMatchObject({
      change: 'raised',
      alert: { subject: 'IRQ-USA', thresholdId: 'iraq', line: 20, severity: 'warning' },
    });
    const { alerts } = await system.get<AlertsAnswer>('/api/v1/alerts');
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.evidence[0]?.sentence).toContain('air strikes');
    expect((await system.send('DELETE', '/api/v1/thresholds/iraq')).status).toBe(204);
    const after = await waitFor(
      'the alert to be cleared',
      async () =>
        (await system.get<AlertsAnswer>('/api/v1/alerts')).alerts.find(alert => alert.clearedAt !== null) ?? null,
    );
    expect(after.clearedReason).toBe('threshold-removed');
  });

  test('the demo arrives through the webhook, and its removal leaves nothing of it in the numbers', async () => {
    const before = await snapshot(system);
    const reports = DEMO_SIZE;
    expect(await (await system.send('POST', '/api/v1/demo')).json()).toEqual({ reports });
    const full = await waitFor('the whole demo', async () => {
      const status = await system.get<StatusAnswer>('/api/v1/status');
      return status.received >= reports && status.pending === 0 && status.projected === status.position ? status : null;
    });
    expect(full.failed).toBe(0);
    const subjects = await system.get<SubjectsAnswer>('/api/v1/subjects');
    expect(subjects.subjects.some(subject => subject.demo)).toBe(true);
    expect((await system.send('POST', '/api/v1/demo')).status).toBe(409);
    expect((await system.send('DELETE', '/api/v1/demo')).status).toBe(204);
    await system.settled();
    expect(await snapshot(system)).toEqual(before);
  });

  test('the views equal a rebuild of the log', async () => {
    await system.settled();
    const db = openDatabase(system.databaseUrl, { max: 1 });
    const { equal, log, tables } = await verify(db);
    await db.$client.end();
    expect({ equal, findings: log.findings, differing: tables.filter(table => !table.equal) }).toEqual({
      equal: true,
      findings: [],
      differing: [],
    });
  });
});

/** What people and programs see, without the position, which only ever grows. */
async function snapshot(system: System): Promise<unknown> {
  const paths = [
    '/api/v1/subjects',
    '/api/v1/series?subject=IRQ-USA',
    '/api/v1/series?subject=IRN-PAK',
    '/api/v1/events?limit=1000',
  ];
  const answers = await Promise.all(paths.map(path => system.get<object>(path)));
  return answers.map(answer => ({ ...answer, asOf: 0 }));
}
