import { type TestRedis, testRedis } from './redis.ts';

export type BackendName = 'postgres' | 'redis';

const probe = await testRedis();
await probe?.stop();
if (probe === null)
  process.stderr.write('redis-server is not installed: these tests run on the PostgreSQL backend alone.\n');

/** The queue backends that can be tested on this machine; without a Redis the run says so. */
export const backends: BackendName[] = probe === null ? ['postgres'] : ['postgres', 'redis'];

/** A Redis of the test's own for the backend of that name, null for PostgreSQL. */
export async function redisFor(backend: BackendName): Promise<TestRedis | null> {
  return backend === 'redis' ? testRedis() : null;
}
