import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { receive } from '../../packages/core/src/log/receive.ts';
import { ensureLocalSource } from '../../packages/core/src/log/sources.ts';
import { createBackend } from '../../packages/core/src/queue/backend.ts';
import { openCodeQueue } from '../../packages/core/src/queue/code-queue.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { arrival, count, silent } from '../integration/support/log.ts';
import { backends, redisFor } from '../setup/backends.ts';
import { testDatabase } from '../setup/database.ts';
import { waitFor } from '../setup/wait-for.ts';
import { startMember } from './fleet.ts';

const KILLS = 3;

test.each(backends)(
  `on %s, a report whose worker is killed ${KILLS} times in the middle of it is read again within 20 s each time, and then counts`,
  async backend => {
    const [database, redis] = [await testDatabase(), await redisFor(backend)];
    const folder = mkdtempSync(join(tmpdir(), 'tensiometer-worker-'));
    const urls = { databaseUrl: database.url, redisUrl: redis?.url ?? null };
    await prepareDatabase(urls);
    const db = openDatabase(database.url, { max: 2 });
    const worker = startMember('worker', await freePort(), folder, {
      ...process.env,
      DATABASE_URL: database.url,
      TENSIOMETER_DATA: join(folder, 'keys'),
      LOG_LEVEL: 'error',
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    });
    const store = createBackend(urls);
    const queue = openCodeQueue(store, silent);
    try {
      await worker.ready();
      const source = await ensureLocalSource(db);
      const [reception] = await receive(db, [arrival(source, { text: 'SLOW 2024-01-25: US forces bombed a depot' })]);
      const reportId = reception && 'reportId' in reception ? reception.reportId : '';
      await queue.add([{ reportId, enqueueCount: 0 }], 5_000);
      const tries = () => count(db, 'select attempts as n from reports where report_id = $1', [reportId]);
      const seconds: number[] = [];
      for (let n = 1; n <= KILLS + 1; n += 1) {
        const waited = performance.now();
        await waitFor(`try ${n}`, async () => ((await tries()) >= n ? true : null));
        if (n > 1) seconds.push((performance.now() - waited) / 1_000);
        if (n <= KILLS) worker.signal('SIGKILL');
      }
      process.stderr.write(`${backend}: read again after ${seconds.map(it => it.toFixed(1)).join(', ')} s\n`);
      expect(Math.max(...seconds)).toBeLessThan(20);
      await waitFor('the outcome', async () =>
        (await count(db, `select count(*) as n from reports where status = 'coded'`)) === 1 ? true : null,
      );
      expect(await tries()).toBe(KILLS + 1);
    } finally {
      await worker.stop();
      await queue.close();
      await store.close();
      await db.$client.end();
      await redis?.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
