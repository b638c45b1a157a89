import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdmission } from '../../apps/ingest/src/admission.ts';
import { createIngest } from '../../apps/ingest/src/app.ts';
import { storeKey } from '../../packages/core/src/log/keys.ts';
import { ensureLocalSource } from '../../packages/core/src/log/sources.ts';
import type { App } from '../../packages/core/src/runtime/lifecycle.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { createMetrics } from '../../packages/core/src/runtime/metrics.ts';
import { ProblemRaised } from '../../packages/core/src/wire/problem.ts';
import { type BreakableWay, openProxy } from '../setup/proxy.ts';
import { waitFor } from '../setup/wait-for.ts';
import { count, openTestLog, silent, type TestLog } from './support/log.ts';

const KEY = 'a-key-for-the-promise';

let log: TestLog;
let way: BreakableWay;
let app: App;
let source: string;
beforeAll(async () => {
  log = await openTestLog();
  await prepareDatabase({ databaseUrl: log.url, redisUrl: null });
  const local = await ensureLocalSource(log.db);
  source = local.sourceId;
  await storeKey(log.db, KEY, 'local', ['ingest'], source);
  way = await openProxy(log.url);
  app = await createIngest({
    databaseUrl: way.url,
    redisUrl: null,
    host: '127.0.0.1',
    port: 0,
    logger: silent,
    metrics: createMetrics(),
    now: Date.now,
    limits: { pendingMax: 8 },
    measureMs: 50,
  });
});
afterAll(async () => {
  await app.stop();
  await way.close();
  await log.drop();
});

const push = (id: string) =>
  fetch(`${app.url}/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, text: `What happened, as told in ${id}` }),
  });
const stored = (id: string) => count(log.db, 'select count(*) as n from reports where external_id = $1', [id]);
const settleAll = () => log.db.$client.query(`update reports set status = 'coded'`);
/** Sends until it is taken, as senders are told to. */
const pushUntilTaken = (id: string) =>
  waitFor(`${id} to be taken`, async () => {
    const response = await push(id);
    return response.ok ? response.status : null;
  });

describe('a report', () => {
  test('is on disk with its event and its job when it is acknowledged', async () => {
    expect((await push('plain')).status).toBe(202);
    expect(await stored('plain')).toBe(1);
    expect(await count(log.db, `select count(*) as n from events where type = 'ReportReceived'`)).toBe(1);
    expect(await count(log.db, `select count(*) as n from bullmq.job where state = 'waiting'`)).toBe(1);
  });

  test('whose commit went through while the answer was lost is answered 503, and is one report when sent again', async () => {
    const lost = way.loseAnswerTo('commit');
    const answer = push('in doubt');
    await lost;
    const { status, headers } = await answer;
    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await stored('in doubt')).toBe(1);
    expect(await pushUntilTaken('in doubt')).toBe(200);
    expect(await stored('in doubt')).toBe(1);
  });

  test('sent over a connection that breaks at any byte counts once', async () => {
    for (let byte = 1; byte < 4_000; byte += 311) {
      const id = `cut at ${byte}`;
      way.cutAfter(byte);
      const { status } = await push(id);
      expect([202, 503]).toContain(status);
      way.cut();
      await pushUntilTaken(id);
      expect(await stored(id)).toBe(1);
      await settleAll();
    }
    const { rows } = await log.db.$client.query(
      `select count(*)::int as events, count(distinct stream_id)::int as reports from events where type = 'ReportReceived'`,
    );
    expect(rows[0].events).toBe(rows[0].reports);
  });

  test('is refused at once while the database is away, and taken again when it is back', async () => {
    way.refuse();
    const before = performance.now();
    const response = await push('away');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(performance.now() - before).toBeLessThan(2_000);
    way.accept();
    expect(await pushUntilTaken('away')).toBe(202);
  });
});

describe('when more comes than is read', () => {
  test('a source that fills the backlog is sent away with 429 by its own lag, and let in again when it is read', async () => {
    await settleAll();
    const limited = await waitFor('the limit', async () => {
      const response = await push(`flood ${performance.now()}`);
      return response.status === 202 ? null : response;
    });
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await limited.json()).toMatchObject({ type: 'urn:tensiometer:problem:too-many-reports', status: 429 });
    await settleAll();
    expect(await pushUntilTaken('after the flood')).toBe(202);
  });

  const refusal = (act: () => unknown): ProblemRaised => {
    try {
      act();
    } catch (error) {
      if (error instanceof ProblemRaised) return error;
      throw error;
    }
    throw new Error('it was let in');
  };

  test('everybody is sent away with 503 when the whole is full, for longer the longer it takes', () => {
    const admission = createAdmission({ pendingMax: 100 }, () => 0);
    const waitAt = (reports: number, lagSeconds: number) => {
      admission.measured({ reports, bySource: new Map([['other', reports]]), lagSeconds });
      const { problem, headers } = refusal(() => admission.admit(source));
      expect(problem.status).toBe(503);
      return Number(headers['retry-after']);
    };
    admission.measured({ reports: 99, bySource: new Map([['other', 99]]), lagSeconds: 50 });
    admission.admit(source);
    expect(waitAt(100, 100)).toBe(10);
    expect(waitAt(200, 100)).toBe(55);
    expect(waitAt(200, 10)).toBe(6);
    expect(waitAt(100_000, 100_000)).toBe(300);
    expect(waitAt(100, 0)).toBe(1);
  });

  test('senders are told different times, so that they do not all come back at once', () => {
    const waits = [0, 0.5, 1].map(r => {
      const admission = createAdmission({ pendingMax: 10 }, () => r);
      admission.measured({ reports: 100, bySource: new Map(), lagSeconds: 100 });
      return refusal(() => admission.admit(source)).headers['retry-after'];
    });
    expect(new Set(waits).size).toBe(3);
  });

  test('no more bytes are held than fit, and one request always is', () => {
    const admission = createAdmission({ bytesInHand: 100 }, () => 0);
    const first = admission.hold(250);
    expect(refusal(() => admission.hold(1)).problem.status).toBe(503);
    first();
    first();
    const holds = [40, 60].map(bytes => admission.hold(bytes));
    expect(refusal(() => admission.hold(1)).headers['retry-after']).toBe('1');
    for (const putDown of holds) putDown();
    admission.hold(100)();
  });
});
