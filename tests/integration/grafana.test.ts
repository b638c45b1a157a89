import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureViews, rebuild } from '../../packages/core/src/views/rebuild.ts';
import { countReport, openTestLog, projectAll, type TestLog } from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
  await ensureViews(log.db);
  await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', '2024-01-24']], {
    outlet: 'Gazette',
    publishedAt: '2024-01-25',
  });
  await projectAll(log.db);
});
afterAll(() => log.drop());

/** Asks as the role that a data source of Grafana has. */
async function asReader<T extends pg.QueryResultRow>(question: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: log.url });
  await client.connect();
  try {
    await client.query('set role tensiometer_grafana');
    return (await client.query<T>(question)).rows;
  } finally {
    await client.end();
  }
}

const masses = () =>
  asReader<{ subject: string; conflict: number }>(
    `select subject, conflict::float from grafana.masses where time >= '2024-01-24' order by subject collate "C"`,
  );

test('a reader from outside sees masses, reports and alerts, and nothing of the log or the texts', async () => {
  expect(await masses()).toEqual(['IRQ', 'IRQ-USA', 'USA', 'world'].map(subject => ({ subject, conflict: 9 })));
  expect(await asReader('select outlet, outcome from grafana.reports')).toEqual([
    { outlet: 'Gazette', outcome: 'coded' },
  ]);
  expect(await asReader('select time, severity from grafana.alerts')).toEqual([]);
  for (const table of ['events', 'reports', 'sessions', 'keys', 'shares'])
    await expect(asReader(`select * from public.${table}`)).rejects.toThrow('permission denied');
  await expect(asReader('delete from grafana.masses')).rejects.toThrow();
});

test('what is seen are the live views, after they were built again as well', async () => {
  await rebuild(log.db);
  await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', '2024-01-26']], { publishedAt: '2024-01-26' });
  await projectAll(log.db);
  expect((await masses()).filter(row => row.subject === 'IRQ-USA')).toHaveLength(2);
});
