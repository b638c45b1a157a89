import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll } from '../../packages/core/src/log/read.ts';
import { SCHEMA_VERSIONS } from '../../packages/core/src/log/upcast.ts';
import { ensureViews } from '../../packages/core/src/views/rebuild.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { openTestLog, projectAll, type TestLog } from './support/log.ts';

const path = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const LOG = path('log.golden.json');
const DIGESTS = path('views.golden.json');

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
  // A log of another day, put in as it was recorded: as only the owner of the tables can.
  await log.db.execute(
    sql`insert into events select * from jsonb_populate_recordset(null::events, ${readFileSync(LOG, 'utf8')}::jsonb)`,
  );
  await ensureViews(log.db);
});
afterAll(() => log.drop());

test('an event of every type, in every shape that was ever written, can be read', async () => {
  const { rows } = await log.db.execute<{ shape: string }>(
    sql`select distinct type || ' ' || schema_version as shape from events order by 1`,
  );
  const written = Object.entries(SCHEMA_VERSIONS).flatMap(([type, version]) =>
    Array.from({ length: version }, (_, i) => `${type} ${i + 1}`),
  );
  expect(rows.map(row => row.shape)).toEqual(written.sort());
  expect((await readAll(log.db, 0, 1_000)).length).toBeGreaterThan(20);
});

test('the views of it are the same bytes on every version of PostgreSQL, and of this program until its fold is another', async () => {
  await projectAll(log.db, 4);
  const { tables } = await verify(log.db);
  const digests = Object.fromEntries(tables.map(({ table, rows, live }) => [table, `${rows} ${live}`]));
  expect(digests).toEqual(JSON.parse(readFileSync(DIGESTS, 'utf8')));
  expect(tables.every(table => table.equal)).toBe(true);
});
