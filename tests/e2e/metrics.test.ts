import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';

let database: TestDatabase;
let system: System;
beforeAll(async () => {
  database = await testDatabase();
  system = await startSystem({
    databaseUrl: database.url,
    coderModule: new URL('../faults/stub-thread.mjs', import.meta.url),
  });
});
afterAll(async () => {
  await system?.stop();
  await database?.drop();
});

const ask = (key: string | null) =>
  fetch(`${system.ingestUrl}/metrics`, { headers: key === null ? {} : { authorization: `Bearer ${key}` } });

/** Values by name with labels, as Prometheus would store them. */
async function scrape(): Promise<Map<string, number>> {
  const text = await (await ask(system.keys.read)).text();
  return new Map(
    text
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

test('the metrics of the webhook need a read key', async () => {
  expect((await ask(null)).status).toBe(401);
  expect((await ask(system.keys.ingest)).status).toBe(403);
  const answer = await ask(system.keys.read);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain');
});

test('they tell of reports, of appends, of jobs, and of how far everything is', async () => {
  const days = ['2024-01-24', '2024-01-25'];
  await system.push({ reports: days.map(day => ({ id: day, text: `STRIKE ${day}`, publishedAt: day })) });
  await system.push({ id: 'again', text: 'STRIKE 2024-01-24', publishedAt: '2024-01-24' });
  const { position } = await system.settled();
  const values = await scrape();
  const value = (name: string) => values.get(`tensiometer_${name}`);
  expect(value('reports_received_total{outcome="accepted"}')).toBe(2);
  expect(value('reports_received_total{outcome="duplicate"}')).toBe(1);
  expect(value('ingest_duration_seconds_count')).toBe(2);
  expect(value('jobs_processed_total{outcome="coded"}')).toBe(2);
  expect(value('classify_duration_seconds_count')).toBe(2);
  // Three reports handed in, two outcomes settled; in how many transactions is a matter of timing.
  expect(value('append_wait_seconds_count')).toBe(5);
  expect(value('append_batch_size_sum')).toBe(5);
  expect(value('log_position')).toBe(position);
  expect(value('projection_position')).toBe(position);
  expect(value('projection_lag_seconds')).toBe(0);
  expect(value('inbox_pending')).toBe(0);
  expect(value('inbox_oldest_age_seconds')).toBe(0);
  expect(value('dead_letters')).toBe(0);
  expect(value('swept_total')).toBe(0);
  expect(value('ledger_mismatch')).toBe(0);
  expect(values.get(`tensiometer_build_info{node="${process.version}"}`)).toBe(1);
});

test('the dashboard tells where the indicators stand and how many pages are open, with the read key alone', async () => {
  const ask = (key: string) => fetch(`${system.dashboardUrl}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask(system.keys.ingest)).status).toBe(403);
  const text = await (await ask(system.keys.read)).text();
  expect(text).toMatch(/^tensiometer_reading\{indicator="tension",subject="IRQ-USA"\} \d/m);
  expect(text).toMatch(/^tensiometer_reading\{indicator="conflict",subject="world"\} \d/m);
  expect(text).toMatch(/^tensiometer_sse_clients 0$/m);
});

test('no label holds an id or a word of a report', async () => {
  const text = await (await ask(system.keys.read)).text();
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|STRIKE/);
});
