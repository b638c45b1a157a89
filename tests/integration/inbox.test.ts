import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeReport } from '../../apps/worker/src/code-report.ts';
import { type CoderPool, CodingFailed } from '../../apps/worker/src/coder-pool.ts';
import {
  claim,
  MAX_ATTEMPTS,
  recordCoding,
  recordFailure,
  release,
  replay,
  sweep,
} from '../../packages/core/src/log/inbox.ts';
import { readStream } from '../../packages/core/src/log/read.ts';
import { ensureLocalSource, type Source } from '../../packages/core/src/log/sources.ts';
import { codingOf, count, openTestLog, receiveReport, type TestLog } from './support/log.ts';

let log: TestLog;
let local: Source;
beforeAll(async () => {
  log = await openTestLog();
  local = await ensureLocalSource(log.db);
});
afterAll(() => log.drop());

const STRIKE = codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-24']]);
const fresh = (fields: object = {}) => receiveReport(log.db, local, fields);
const typesOf = async (reportId: string) => (await readStream(log.db, `report-${reportId}`)).map(event => event.type);
const attemptsOf = (reportId: string) =>
  count(log.db, 'select attempts as n from reports where report_id = $1', [reportId]);
/** As if the time of a claim had passed. */
const expire = (reportId: string) =>
  log.db.execute(
    sql`update reports set claimed_until = clock_timestamp() - interval '1 second' where report_id = ${reportId}`,
  );

describe('a claim', () => {
  test('hands out the text and counts the try before anything else', async () => {
    const reportId = await fresh({ title: 'A title', language: 'en', publishedAt: '2024-01-25T10:00:00+03:00' });
    expect(await claim(log.db, reportId, 60)).toMatchObject({
      attempts: 1,
      titleLength: 7,
      text: expect.stringMatching(/^A title\n\n/),
      publishedAt: '2024-01-25T10:00:00+03:00',
      language: 'en',
    });
    expect(await attemptsOf(reportId)).toBe(1);
  });

  test('takes the time of receipt where the report has no date', async () => {
    const claimed = await claim(log.db, await fresh({ publishedAt: null }), 60);
    expect(claimed?.publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
  });

  test('is held by one worker, of ten that ask at once', async () => {
    const reportId = await fresh();
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(log.db, reportId, 60)));
    expect(claims.filter(it => it !== null)).toHaveLength(1);
    expect(await attemptsOf(reportId)).toBe(1);
  });

  test('can be taken again when it was given back or its time has passed', async () => {
    const reportId = await fresh();
    await claim(log.db, reportId, 60);
    expect(await claim(log.db, reportId, 60)).toBeNull();
    await release(log.db, reportId, 'the thread died');
    expect(await claim(log.db, reportId, 60)).toMatchObject({ attempts: 2 });
    await expire(reportId);
    expect(await claim(log.db, reportId, 60)).toMatchObject({ attempts: 3 });
  });

  test('is not given for a report that is settled or unknown', async () => {
    const reportId = await fresh();
    await recordCoding(log.db, reportId, STRIKE);
    expect(await claim(log.db, reportId, 60)).toBeNull();
    expect(await claim(log.db, '99999999-9999-5999-8999-999999999999', 60)).toBeNull();
  });
});

describe('an outcome', () => {
  test('is recorded once, whatever comes after it', async () => {
    const reportId = await fresh();
    await recordCoding(log.db, reportId, STRIKE);
    await recordCoding(log.db, reportId, STRIKE);
    await recordCoding(log.db, reportId, codingOf([]));
    await recordFailure(log.db, reportId, 'too-slow', 5);
    expect(await typesOf(reportId)).toEqual(['ReportReceived', 'ReportCoded']);
  });

  test('is one event when two workers come to it at once', async () => {
    const reportId = await fresh();
    await Promise.all([recordCoding(log.db, reportId, STRIKE), recordCoding(log.other, reportId, STRIKE)]);
    expect(await typesOf(reportId)).toEqual(['ReportReceived', 'ReportCoded']);
  });
});

describe('a report that cannot be read', () => {
  const broken = (reason: 'too-slow' | 'coder-error'): CoderPool => ({
    code: () => Promise.reject(new CodingFailed(reason, 'broken')),
    warm: async () => {},
    close: async () => {},
  });

  test('is tried five times and then set aside with the reason', async () => {
    const reportId = await fresh();
    for (let n = 1; n < MAX_ATTEMPTS; n += 1) {
      await expect(codeReport(log.db, broken('too-slow'), 1_000, reportId)).rejects.toThrow('broken');
      expect(await typesOf(reportId)).toEqual(['ReportReceived']);
    }
    await codeReport(log.db, broken('coder-error'), 1_000, reportId);
    expect(await readStream(log.db, `report-${reportId}`)).toMatchObject([
      { type: 'ReportReceived' },
      { type: 'ReportFailed', data: { reason: 'coder-error', attempts: 5 } },
    ]);
    await codeReport(log.db, broken('coder-error'), 1_000, reportId);
    expect(await typesOf(reportId)).toHaveLength(2);
  });

  test('is set aside when its worker died five times, without another try', async () => {
    const reportId = await fresh();
    for (let n = 1; n <= MAX_ATTEMPTS; n += 1) {
      expect(await claim(log.db, reportId, 60)).not.toBeNull();
      await expire(reportId);
    }
    const never: CoderPool = { ...broken('coder-error'), code: () => Promise.reject(new Error('a sixth try')) };
    await codeReport(log.db, never, 1_000, reportId);
    expect(await readStream(log.db, `report-${reportId}`)).toMatchObject([
      { type: 'ReportReceived' },
      { type: 'ReportFailed', data: { reason: 'worker-died', attempts: 5 } },
    ]);
    expect(await attemptsOf(reportId)).toBe(5);
  });

  test('can be put back once, is queued at once and then counts', async () => {
    const reportId = await fresh();
    expect(await replay(log.db, reportId, 'operator')).toBe(false);
    await recordFailure(log.db, reportId, 'coder-crashed', 5);
    const both = await Promise.all([replay(log.db, reportId, 'operator'), replay(log.other, reportId, 'operator')]);
    expect(both.sort()).toEqual([false, true]);
    expect((await sweep(log.db, 1_000)).map(it => it.reportId)).toContain(reportId);
    expect(await claim(log.db, reportId, 60)).toMatchObject({ attempts: 1 });
    await recordCoding(log.db, reportId, STRIKE);
    expect(await typesOf(reportId)).toEqual(['ReportReceived', 'ReportFailed', 'ReportReplayed', 'ReportCoded']);
  });

  test('can fail and be put back a second time', async () => {
    const reportId = await fresh();
    for (const _ of [1, 2]) {
      await recordFailure(log.db, reportId, 'too-slow', 5);
      expect(await replay(log.db, reportId, 'operator')).toBe(true);
    }
    expect(await typesOf(reportId)).toEqual([
      'ReportReceived',
      'ReportFailed',
      'ReportReplayed',
      'ReportFailed',
      'ReportReplayed',
    ]);
  });
});

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
      waits.push(Math.round((await waitOf(reportId)) / 30) * 30);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  });

  test('leaves what is held by a worker, and what is settled', async () => {
    const [held, settled] = [await fresh(), await fresh()];
    await due(held);
    await due(settled);
    await claim(log.db, held, 60);
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
