import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { headOf } from '../../packages/core/src/log/read.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { ensureViews, rebuild } from '../../packages/core/src/views/rebuild.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { type LocalPostgres, localPostgres } from '../../scripts/local-postgres.ts';
import { writeHistory } from '../integration/support/history.ts';
import { countReport, openTestLog, projectAll, type TestLog } from '../integration/support/log.ts';

/** Major version of a program of PostgreSQL's on this machine; 0 without it. */
const majorOf = (program: string) =>
  Number(/\d+/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[0] ?? 0);
const serverMajor = async (): Promise<number> => {
  const db = openDatabase(inject('serverUrl'), { max: 1 });
  const { rows } = await db.$client.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  );
  await db.$client.end();
  return rows[0]?.major ?? 0;
};
let log: TestLog;
let folder: string;
let other: LocalPostgres;
beforeAll(async () => {
  if (majorOf('pg_dump') < (await serverMajor()))
    throw new Error('pg_dump reads servers up to its own version: set TEST_DATABASE_URL to a server of its version.');
  log = await openTestLog();
  folder = mkdtempSync(join(tmpdir(), 'tensiometer-restore-'));
  chmodSync(folder, 0o755);
  other = await localPostgres({ dataFolder: join(folder, 'postgres'), fast: true, say: () => {} });
});
afterAll(async () => {
  await other.stop();
  await log.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a dump that is restored into another cluster goes on: append, project, rebuild, verify', async () => {
  await ensureViews(log.db);
  await writeHistory(log.db);
  await projectAll(log.db);
  await rebuild(log.db);
  const before = await verify(log.db);
  const head = await headOf(log.db);
  const asked = await createQueries(log.db, () => '2024-01-27').subjects();

  const dump = execFileSync('pg_dump', ['--no-owner', '--no-privileges', '--dbname', log.url], { maxBuffer: 1e9 });
  execFileSync('psql', ['--quiet', '--no-psqlrc', '--dbname', other.url], {
    input: dump,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await prepareDatabase({ databaseUrl: other.url, redisUrl: null });
  const db = openDatabase(other.url, { max: 4, as: 'app' });
  const owner = openDatabase(other.url, { max: 2 });
  try {
    await ensureViews(owner);
    const after = await verify(owner);
    expect(after).toEqual(before);
    expect(await createQueries(db, () => '2024-01-27').subjects()).toEqual(asked);
    await countReport(db, [['ASSAULT', 'USA', 'IRQ', '2024-03-01']]);
    await projectAll(db);
    expect(await headOf(db)).toBeGreaterThan(head);
    expect(await verify(owner, () => {}, before.log.head)).toMatchObject({ equal: true, version: 2 });
    await rebuild(owner);
    expect(await verify(owner)).toMatchObject({ equal: true, version: 3, position: await headOf(db) });
  } finally {
    await db.$client.end();
    await owner.$client.end();
  }
});
