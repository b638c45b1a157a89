import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setChannel } from '../../packages/core/src/log/channels.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { deriveId } from '../../packages/core/src/log/ids.ts';
import { createVault } from '../../packages/core/src/log/vault.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { openTestLog, type TestLog } from '../integration/support/log.ts';
import { bodyOf, haveRule, record } from '../integration/support/outbox.ts';
import { startReceiver } from '../integration/support/receiver.ts';
import { backends, redisFor } from '../setup/backends.ts';
import { testDatabase } from '../setup/database.ts';
import { waitFor } from '../setup/wait-for.ts';
import { startMember } from './fleet.ts';
import { compare, runNotifySeeds } from './notify-runs.ts';
import { randomFrom } from './random.ts';

const SECRET = 'a-secret-of-an-installation-that-is-killed-a-lot';
const KILLS = 2;
const STEPS_A_KILL = 6;
const CHANNELS = ['north', 'east', 'south', 'west'];

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

test('in 200 lives with deaths at every step, the ids that arrive are those of what happened', async () => {
  const { all, line } = await runNotifySeeds(log.db, 1_000, 200);
  process.stderr.write(`${line}\n`);
  expect(all.flatMap(run => run.faults.map(fault => `seed ${run.seed}: ${fault}`))).toEqual([]);
}, 600_000);

test.each(backends)(
  `on %s, worker processes that are killed (-9) ${KILLS} times while they send lose nothing and tell nothing under two ids`,
  async backend => {
    const random = randomFrom(20_261_124);
    const [database, redis] = [await testDatabase(), await redisFor(backend)];
    const folder = mkdtempSync(join(tmpdir(), 'tensiometer-notify-'));
    await prepareDatabase({ databaseUrl: database.url, redisUrl: redis?.url ?? null });
    const db = openDatabase(database.url, { max: 2 });
    // Slow enough that a kill often meets a message that was sent and not yet recorded.
    const receiver = await startReceiver((_, response) => {
      setTimeout(() => response.writeHead(204).end(), 300 * random());
    });
    const workers = await Promise.all(
      [1, 2].map(async () =>
        startMember('worker', await freePort(), folder, {
          ...process.env,
          DATABASE_URL: database.url,
          TENSIOMETER_DATA: join(folder, 'keys'),
          TENSIOMETER_SECRET_KEY: SECRET,
          TENSIOMETER_OUTBOUND_ALLOW: '127.0.0.1',
          LOG_LEVEL: 'error',
          ...(redis === null ? {} : { REDIS_URL: redis.url }),
        }),
      ),
    );
    try {
      const vault = createVault(SECRET);
      for (const channel of CHANNELS) {
        const body = bodyOf({ kind: 'webhook', name: channel, url: `${receiver.url}/${channel}` });
        await setChannel(db, vault, channel, body, { userId: 'operator', now: Date.now() });
      }
      await haveRule(db, 'r', CHANNELS);
      const raised: string[] = [];
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await Promise.all(workers.map(worker => worker.ready(120_000)));
        for (let n = 1; n <= STEPS_A_KILL; n += 1) {
          raised.push(await record(db, 'r', raised.length + 1, 'raised'));
          await delay(400 * random());
        }
        await waitFor('something to be under way', async () => {
          const { rows } = await db.execute(sql`select 1 from messages where claimed_until > clock_timestamp()`);
          return rows.length > 0 ? true : null;
        });
        await delay(300 * random());
        for (const worker of workers) worker.signal('SIGKILL');
      }
      await waitFor(
        'everything to be delivered',
        async () => {
          const { rows } = await db.execute<{ open: boolean }>(
            sql`select exists (select 1 from notifications where status = 'pending') or exists (select 1 from messages where status = 'pending') as open`,
          );
          return rows[0]?.open === false ? true : null;
        },
        300_000,
      );
      for (const channel of CHANNELS) {
        const expected = raised.map(alertId =>
          deriveId('notification', alertId, deriveId('alert-raised', alertId), channel),
        );
        const got = receiver.deliveries.filter(delivery => delivery.path === `/${channel}`);
        const { messages, copies, faults } = compare(expected, got, false);
        process.stderr.write(
          `${backend}, ${channel}: ${expected.length} steps, ${messages} messages, ${copies} copies, ${KILLS} kills of both workers\n`,
        );
        expect(faults).toEqual([]);
      }
      expect(workers.flatMap(worker => worker.ownEnds())).toEqual([]);
    } finally {
      await Promise.all(workers.map(worker => worker.stop()));
      await receiver.stop();
      await db.$client.end();
      await redis?.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  600_000,
);
