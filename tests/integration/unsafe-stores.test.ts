import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PooledConnection } from '../../packages/core/src/log/direct.ts';
import { createBackend } from '../../packages/core/src/queue/backend.ts';
import { UnsafeRedis } from '../../packages/core/src/queue/redis-safety.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { testRedis } from '../setup/redis.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Greets clients with a process of its own invention, as poolers do, and passes the rest on. */
async function openPooler(target: string): Promise<{ url: string; close(): void }> {
  const to = new URL(target);
  const server = createServer(client => {
    const upstream = connect(Number(to.port), to.hostname);
    client.on('data', chunk => upstream.write(chunk));
    upstream.on('data', chunk => {
      // BackendKeyData: "K", twelve bytes, the process, its secret.
      const at = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (at >= 0) chunk.writeInt32BE(1_999_999_999, at + 5);
      client.write(chunk);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  url.hostname = '127.0.0.1';
  return { url: url.href, close: () => server.close() };
}

test('a start through a connection pooler is refused before anything is done, and the message says what to do', async () => {
  const pooler = await openPooler(database.url);
  const started = prepareDatabase({ databaseUrl: pooler.url, redisUrl: null });
  await expect(started).rejects.toThrow(PooledConnection);
  await expect(started).rejects.toThrow(/address of PostgreSQL itself/);
  pooler.close();
});

const probe = await testRedis();
await probe?.stop();

test.runIf(probe !== null)(
  'a start on a Redis that throws jobs away is refused; one without a file gets a word',
  async () => {
    const evicting = await testRedis(['--maxmemory-policy', 'allkeys-lru']);
    const started = prepareDatabase({ databaseUrl: database.url, redisUrl: evicting?.url ?? '' });
    await expect(started).rejects.toThrow(UnsafeRedis);
    await evicting?.stop();
    for (const [appendonly, words] of [
      ['no', [expect.stringContaining('append-only')]],
      ['yes', []],
    ] as const) {
      const redis = await testRedis(['--appendonly', appendonly]);
      const backend = createBackend({ redisUrl: redis?.url ?? null, databaseUrl: database.url });
      expect(await backend.check()).toEqual(words);
      await backend.close();
      await redis?.stop();
    }
  },
);

test('a Redis that does not answer keeps nothing from starting', async () => {
  expect(await prepareDatabase({ databaseUrl: database.url, redisUrl: 'redis://127.0.0.1:1' })).toEqual([
    expect.stringContaining('does not answer'),
  ]);
});
