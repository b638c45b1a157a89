import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codeReport } from '../../apps/worker/src/code-report.ts';
import { type CoderPool, CodingFailed } from '../../apps/worker/src/coder-pool.ts';
import { createDesk, type Desk } from '../../apps/worker/src/desk.ts';
import { createTurns } from '../../apps/worker/src/turns.ts';
import { claim, extendClaims, MAX_ATTEMPTS, release } from '../../packages/core/src/log/claims.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { randomId } from '../../packages/core/src/log/ids.ts';
import { replay, sweep } from '../../packages/core/src/log/inbox.ts';
import { readStream } from '../../packages/core/src/log/read.ts';
import { coded, settle } from '../../packages/core/src/log/settle.ts';
import { ensureLocalSource, type Source } from '../../packages/core/src/log/sources.ts';
import { openProxy } from '../setup/proxy.ts';
import {
  claimOne,
  codingOf,
  count,
  openTestLog,
  receiveReport,
  recordCoding,
  recordFailure,
  type TestLog,
} from './support/log.ts';

let log: TestLog;
let local: Source;
let desk: Desk;
beforeAll(async () => {
  log = await openTestLog();
  local = await ensureLocalSource(log.db);
  desk = createDesk(log.db);
});
afterAll(async () => {
  desk.close();
  await log.drop();
});

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
    expect(await claimOne(log.db, reportId)).toMatchObject({
      attempts: 1,
      titleLength: 7,
      text: expect.stringMatching(/^A title\n\n/),
      publishedAt: '2024-01-25T10:00:00+03:00',
      language: 'en',
    });
    expect(await attemptsOf(reportId)).toBe(1);
  });

  test('takes the time of receipt where the report has no date', async () => {
    const claimed = await claimOne(log.db, await fresh({ publishedAt: null }));
    expect(claimed?.publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
  });

  test('is held by one worker, of ten that ask at once', async () => {
    const reportId = await fresh();
    const claims = await Promise.all(Array.from({ length: 10 }, () => claimOne(log.db, reportId)));
    expect(claims.filter(it => it !== null)).toHaveLength(1);
    expect(await attemptsOf(reportId)).toBe(1);
  });

  test('can be taken again when it was given back or its time has passed', async () => {
    const reportId = await fresh();
    const token = randomId();
    await claimOne(log.db, reportId, token);
    expect(await claimOne(log.db, reportId)).toBeNull();
    await release(log.db, { reportId, token: randomId() }, 'said by somebody else');
    expect(await claimOne(log.db, reportId)).toBeNull();
    await release(log.db, { reportId, token }, 'the thread died with \u0000 in its words');
    expect(await claimOne(log.db, reportId)).toMatchObject({ attempts: 2 });
    await expire(reportId);
    expect(await claimOne(log.db, reportId)).toMatchObject({ attempts: 3 });
  });

  test('that is asked for again, because the answer was lost, is the same try', async () => {
    const reportId = await fresh();
    const token = randomId();
    expect(await claimOne(log.db, reportId, token)).toMatchObject({ attempts: 1 });
    expect(await claimOne(log.db, reportId, token)).toMatchObject({ attempts: 1 });
    expect(await claimOne(log.db, reportId)).toBeNull();
  });

  test('lasts for as long as it is extended by who holds it', async () => {
    const reportId = await fresh();
    const token = randomId();
    await claimOne(log.db, reportId, token);
    await expire(reportId);
    await extendClaims(log.db, [{ reportId, token: randomId() }]);
    await extendClaims(log.db, [{ reportId, token }]);
    expect(await claimOne(log.db, reportId)).toBeNull();
  });

  test('of several at once is given for those that are free, whatever the order they are asked in', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => fresh()));
    const requests = ids.map(reportId => ({ reportId, token: randomId() }));
    const others = ids.map(reportId => ({ reportId, token: randomId() })).reverse();
    const both = [...(await Promise.all([claim(log.db, requests), claim(log.other, others)]))].flat();
    expect(both.flatMap(it => (it ? [it.reportId] : [])).sort()).toEqual([...ids].sort());
  });

  test('is not given for a report that is settled or unknown', async () => {
    const reportId = await fresh();
    await recordCoding(log.db, reportId, STRIKE);
    expect(await claimOne(log.db, reportId)).toBeNull();
    expect(await claimOne(log.db, '99999999-9999-5999-8999-999999999999')).toBeNull();
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

describe('a database that goes away', () => {
  test('between the claim and the outcome costs the report no try', async () => {
    const proxy = await openProxy(log.url);
    const away = openDatabase(proxy.url, { max: 2 });
    const own = createDesk(away);
    const reportId = await fresh();
    try {
      const pool: CoderPool = {
        code: async () => {
          proxy.refuse();
          return STRIKE;
        },
        warm: async () => {},
        close: async () => {},
      };
      const coding = codeReport(
        own,
        pool,
        createTurns(() => 1),
        reportId,
      );
      await proxy.refused(2);
      expect(await typesOf(reportId)).toEqual(['ReportReceived']);
      proxy.accept();
      await coding;
      expect(await typesOf(reportId)).toEqual(['ReportReceived', 'ReportCoded']);
      expect(await attemptsOf(reportId)).toBe(1);
    } finally {
      own.close();
      await away.$client.end();
      await proxy.close();
    }
  });

  test('after the claim was made, before its answer came, costs the report no try', async () => {
    const proxy = await openProxy(log.url);
    const away = openDatabase(proxy.url, { max: 1 });
    const own = createDesk(away);
    const reportId = await fresh();
    try {
      await away.$client.query('select 1');
      proxy.swallowAnswers();
      const taking = own.take(reportId);
      await vi.waitFor(async () => expect(await attemptsOf(reportId)).toBe(1), { timeout: 10_000 });
      proxy.cut();
      expect(await taking).toMatchObject({ attempts: 1 });
      expect(await attemptsOf(reportId)).toBe(1);
    } finally {
      own.close();
      await away.$client.end();
      await proxy.close();
    }
  });
});

describe('outcomes of several reports', () => {
  test('are one transaction, each report once', async () => {
    const [a, b] = [await fresh(), await fresh()];
    const results = await settle(log.db, [coded(a, STRIKE), coded(b, codingOf([])), coded(a, codingOf([]))]);
    expect(results).toEqual([true, true, false]);
    expect(await typesOf(a)).toEqual(['ReportReceived', 'ReportCoded']);
    expect(await typesOf(b)).toEqual(['ReportReceived', 'ReportNotCoded']);
  });

  test('of which one cannot be stored are stored but for that one', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => fresh()));
    const outcomes = ids.map((reportId, i) =>
      coded(reportId, i === 2 ? { ...STRIKE, countries: ['A\u0000B'] } : STRIKE),
    );
    const taken = await Promise.all(ids.map(reportId => desk.take(reportId)));
    const results = await Promise.allSettled(
      taken.flatMap((it, i) => {
        const outcome = outcomes[i];
        return it && outcome ? [desk.finish(it, outcome)] : [];
      }),
    );
    expect(results.map(result => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await Promise.all(ids.map(typesOf))).toEqual(
      ids.map((_, i) => (i === 2 ? ['ReportReceived'] : ['ReportReceived', 'ReportCoded'])),
    );
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
      await expect(
        codeReport(
          desk,
          broken('too-slow'),
          createTurns(() => 1),
          reportId,
        ),
      ).rejects.toThrow('broken');
      expect(await typesOf(reportId)).toEqual(['ReportReceived']);
    }
    await codeReport(
      desk,
      broken('coder-error'),
      createTurns(() => 1),
      reportId,
    );
    expect(await readStream(log.db, `report-${reportId}`)).toMatchObject([
      { type: 'ReportReceived' },
      { type: 'ReportFailed', data: { reason: 'coder-error', attempts: 5 } },
    ]);
    await codeReport(
      desk,
      broken('coder-error'),
      createTurns(() => 1),
      reportId,
    );
    expect(await typesOf(reportId)).toHaveLength(2);
  });

  test('is set aside when its worker died five times, without another try', async () => {
    const reportId = await fresh();
    for (let n = 1; n <= MAX_ATTEMPTS; n += 1) {
      expect(await claimOne(log.db, reportId)).not.toBeNull();
      await expire(reportId);
    }
    const never: CoderPool = { ...broken('coder-error'), code: () => Promise.reject(new Error('a sixth try')) };
    await codeReport(
      desk,
      never,
      createTurns(() => 1),
      reportId,
    );
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
    expect(await claimOne(log.db, reportId)).toMatchObject({ attempts: 1 });
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
