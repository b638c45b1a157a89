import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createBackend, type QueueBackend } from '../../packages/core/src/queue/backend.ts';
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
