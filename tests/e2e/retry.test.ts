import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportView, StatusAnswer } from '../../packages/core/src/wire/api.ts';
import { testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';
import { waitFor } from '../setup/wait-for.ts';

let system: System;
let stop = async () => {};

beforeAll(async () => {
  const database = await testDatabase();
  system = await startSystem({
    databaseUrl: database.url,
    coderModule: new URL('../setup/poisoned-thread.mjs', import.meta.url),
    timeLimitMs: 400,
  });
  stop = async () => {
    await system.stop();
    await database.drop();
  };
});
afterAll(() => stop());

const cases = [
  { poison: 'THROW', reason: 'coder-error' },
  { poison: 'EXIT', reason: 'coder-crashed' },
  { poison: 'HANG', reason: 'too-slow' },
] as const;

test('a report that cannot be read fails after five tries with a reason, its neighbours are read, and it can be tried again', async () => {
  const receipts = (
    await Promise.all(cases.map(({ poison }) => system.receipts({ id: poison, title: `${poison} poison` })))
  ).flat();
  const ids = receipts.map(receipt => receipt.reportId);
  await system.push({ id: 'sound', title: 'Nothing happened today' });
  const status = await waitFor('the poisoned ones to fail', async () => {
    const it = await system.get<StatusAnswer>('/api/v1/status');
    return it.failed === cases.length && it.pending === 0 && it.projected === it.position ? it : null;
  });
  expect(status).toMatchObject({ received: 4, failed: 3, notCoded: 1 });
  for (const [index, { reason }] of cases.entries()) {
    const report = await system.get<ReportView>(`/api/v1/reports/${ids[index]}`);
    expect(report).toMatchObject({ status: 'failed', reason, attempts: 5 });
    expect(report.explanation).toMatch(/five times/);
  }
  const retried = await system.send('POST', `/api/v1/reports/${ids[0]}/retry`);
  expect(retried.status).toBe(202);
  const report = await waitFor('the second round', async () => {
    const it = await system.get<ReportView>(`/api/v1/reports/${ids[0]}`);
    return it.log.filter(entry => entry.type === 'ReportFailed').length === 2 ? it : null;
  });
  expect(report.log.map(entry => entry.type)).toEqual([
    'ReportReceived',
    'ReportFailed',
    'ReportReplayed',
    'ReportFailed',
  ]);
});
