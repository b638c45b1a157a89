import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweep, sweepAgain } from '../../packages/core/src/log/inbox.ts';
import { ensureLocalSource, type Source } from '../../packages/core/src/log/sources.ts';
import { claimOne, codingOf, count, openTestLog, receiveReport, recordCoding, type TestLog } from './support/log.ts';

let log: TestLog;
let local: Source;
beforeAll(async () => {
  log = await openTestLog();
  local = await ensureLocalSource(log.db);
});
afterAll(() => log.drop());

const STRIKE = codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-24']]);
const fresh = () => receiveReport(log.db, local);

describe('the sweep', () => {
  const due = (reportId: string) =>
    log.db.execute(
      sql`update reports set next_enqueue_at = clock_timestamp() - interval '1 second' where report_id = ${reportId}`,
    );
  const waitOf = (reportId: string) =>
    count(
      log.db,
      'select extract(epoch from next_enqueue_at - clock_timestamp()) as n from reports where report_id = $1',
      [reportId],
    );
  const swept = async () => (await sweep(log.db, 1_000)).map(it => it.reportId);

  test('leaves a new report alone for half a minute', async () => {
    const reportId = await fresh();
    expect(await swept()).not.toContain(reportId);
    expect(await waitOf(reportId)).toBeGreaterThan(25);
  });

  test('finds one that nobody coded, each time under a new count and later than the time before', async () => {
    const reportId = await fresh();
    const waits: number[] = [];
    for (let n = 1; n <= 9; n += 1) {
      await due(reportId);
      const found = (await sweep(log.db, 1_000)).filter(it => it.reportId === reportId);
      expect(found).toEqual([{ reportId, enqueueCount: n }]);
      waits.push(Math.round((await waitOf(reportId)) / 10) * 10);
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 1_280]);
  });

  test('that the queue would not take comes back soon, not later than the time before', async () => {
    const reportId = await fresh();
    for (let n = 1; n <= 3; n += 1) {
      await due(reportId);
      await sweepAgain(log.db, await sweep(log.db, 1_000), 3);
      expect(await waitOf(reportId)).toBeLessThan(3.1);
    }
  });

  test('leaves what is held by a worker, and what is settled', async () => {
    const [held, settled] = [await fresh(), await fresh()];
    await due(held);
    await due(settled);
    await claimOne(log.db, held);
    await recordCoding(log.db, settled, STRIKE);
    const found = await swept();
    expect(found).not.toContain(held);
    expect(found).not.toContain(settled);
  });

  test('by two at once finds each report once, and no more than asked for', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => fresh()));
    for (const reportId of ids) await due(reportId);
    const found = (await Promise.all([sweep(log.db, 3), sweep(log.other, 3)])).flat().map(it => it.reportId);
    expect(found.sort()).toEqual(ids.sort());
  });
});
