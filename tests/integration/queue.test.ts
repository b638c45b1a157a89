import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { executeText, openDatabase } from '../../packages/core/src/log/database.ts';
import { openToApps } from '../../packages/core/src/log/role.ts';
import { createBackend, type QueueBackend, SCHEMA } from '../../packages/core/src/queue/backend.ts';
import { openCodeQueue, openCodeWorker } from '../../packages/core/src/queue/code-queue.ts';
import { backends, redisFor } from '../setup/backends.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { type TestRedis, testRedis } from '../setup/redis.ts';
import { silent } from './support/log.ts';

const id = (n: number) => `88888888-8888-4888-8888-${String(n).padStart(12, '0')}`;
const soon = { timeout: 15_000, interval: 20 };

describe.each(backends)('the queue on %s', name => {
  let database: TestDatabase;
  let redis: TestRedis | null;
  let backend: QueueBackend;
  beforeAll(async () => {
    database = await testDatabase();
    redis = await redisFor(name);
    backend = createBackend({ redisUrl: redis?.url ?? null, databaseUrl: database.url });
    await backend.migrate();
    await backend.migrate();
  });
  afterAll(async () => {
    await backend.close();
    await redis?.stop();
    await database.drop();
  });

  test('is the one that was asked for', () => {
    expect(backend.kind).toBe(name);
  });

  test('hands each report to a worker, waits for what it holds, tries again what failed, and keeps one job per count', async () => {
    const queue = openCodeQueue(backend, silent);
    const handled: string[] = [];
    let failures = 2;
    // Before there is a worker: what is queued twice under one count is one job.
    const first = Array.from({ length: 10 }, (_, n) => ({ reportId: id(n), enqueueCount: 0 }));
    expect(await queue.add(first, 5_000)).toBe(true);
    expect(await queue.add(first, 5_000)).toBe(true);

    const worker = openCodeWorker(
      backend,
      async reportId => {
        if (reportId === id(3) && failures > 0) {
          failures -= 1;
          throw new Error('not this time');
        }
        handled.push(reportId);
      },
      { concurrency: 4, logger: silent },
    );
    await worker.ready();
    await vi.waitFor(() => expect(new Set(handled).size).toBe(10), soon);
    expect(failures).toBe(0);
    expect([...handled].sort()).toEqual(first.map(report => report.reportId));

    await queue.add([{ reportId: id(0), enqueueCount: 1 }], 5_000);
    await vi.waitFor(() => expect(handled.filter(reportId => reportId === id(0))).toHaveLength(2), soon);
    await worker.close();
    await queue.close();
  });

  test('closes only when the report in hand is done', async () => {
    const queue = openCodeQueue(backend, silent);
    let begun = false;
    let done = false;
    let finish = (): void => {};
    const held = new Promise<void>(resolve => {
      finish = resolve;
    });
    const worker = openCodeWorker(
      backend,
      async () => {
        begun = true;
        await held;
        done = true;
      },
      { concurrency: 1, logger: silent },
    );
    await worker.ready();
    await queue.add([{ reportId: id(77), enqueueCount: 0 }], 5_000);
    await vi.waitFor(() => expect(begun).toBe(true), soon);
    const closing = worker.close().then(() => expect(done).toBe(true));
    finish();
    await closing;
    await queue.close();
  });

  test('refuses what is no report id before it is queued', async () => {
    const queue = openCodeQueue(backend, silent);
    await expect(queue.add([{ reportId: 'not-an-id', enqueueCount: 0 }])).rejects.toThrow();
    await queue.close();
  });
});

test('jobs that are queued by a statement are those that BullMQ queues itself, and come and go with the transaction', async () => {
  const database = await testDatabase();
  const db = openDatabase(database.url, { max: 2, as: 'app' });
  const backend = createBackend({ redisUrl: null, databaseUrl: database.url });
  try {
    await backend.migrate();
    await openToApps(database.url, SCHEMA);
    const queue = openCodeQueue(backend, silent);
    const { addWithin } = queue;
    if (addWithin === null) throw new Error('the queue in PostgreSQL takes no part in transactions');
    await queue.add([{ reportId: id(1), enqueueCount: 0 }], 5_000);
    await db.transaction(tx => executeText(tx, addWithin([id(2)])));
    const { rows } = await db.execute(
      sql`select jsonb_set(to_jsonb(j) - '{seq,added_at_ms,id}'::text[], '{opts}', j.opts - 'jobId') - 'data' as job, j.id, j.data, j.opts ->> 'jobId' as job_id
          from bullmq.job j order by seq`,
    );
    expect(rows[1]?.job).toEqual(rows[0]?.job);
    expect(rows.map(row => [row.id, row.data])).toEqual([1, 2].map(n => [`${id(n)}-0`, { reportId: id(n) }]));
    expect(rows[1]?.job_id === null).toBe(rows[0]?.job_id === null);

    const undone = db.transaction(async tx => {
      await executeText(tx, addWithin([id(3), id(4)]));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const handled: string[] = [];
    const worker = openCodeWorker(backend, async reportId => void handled.push(reportId), {
      concurrency: 4,
      logger: silent,
    });
    await worker.ready();
    await db.transaction(tx => executeText(tx, addWithin([id(5), id(6)])));
    await vi.waitFor(() => expect([...handled].sort()).toEqual([1, 2, 5, 6].map(id)), soon);
    await worker.close();
    await queue.close();
  } finally {
    await backend.close();
    await db.$client.end();
    await database.drop();
  }
});

test.runIf(backends.includes('redis'))(
  'a queue whose Redis went away says so at once, and takes reports again when it is back',
  async () => {
    const redis = await testRedis();
    if (!redis) throw new Error('redis-server is gone');
    const backend = createBackend({ redisUrl: redis.url, databaseUrl: 'postgres://unused' });
    const queue = openCodeQueue(backend, silent);
    try {
      expect(await queue.add([{ reportId: id(1), enqueueCount: 0 }], 5_000)).toBe(true);
      // A server that hangs keeps its connections open: the harder case.
      redis.child.kill('SIGSTOP');
      const before = performance.now();
      expect(await queue.add([{ reportId: id(2), enqueueCount: 0 }])).toBe(false);
      expect(performance.now() - before).toBeLessThan(1_000);
      redis.child.kill('SIGCONT');
      await vi.waitFor(async () => expect(await queue.add([{ reportId: id(3), enqueueCount: 0 }])).toBe(true), soon);
      await redis.stop();
      expect(await queue.add([{ reportId: id(4), enqueueCount: 0 }])).toBe(false);
    } finally {
      await backend.close();
      await redis.stop();
    }
  },
);
