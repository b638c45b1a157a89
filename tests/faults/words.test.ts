import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { count } from '../integration/support/log.ts';
import { backends } from '../setup/backends.ts';
import { testDatabase } from '../setup/database.ts';
import { waitFor } from '../setup/wait-for.ts';
import { type Member, startMember } from './fleet.ts';
import { redisStore } from './stores.ts';

const KEY = 'the-key-of-the-word-hunt';
/** Stands in every place of a report that may hold words. */
const CANARY = 'Zwanzigerbruecke';

let cleanUp: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.reverse()) await clean();
  cleanUp = [];
});

/** Every file under a folder, as bytes in which words can be found. */
function filesUnder(folder: string): [path: string, content: string][] {
  return readdirSync(folder, { recursive: true })
    .map(name => join(folder, String(name)))
    .filter(path => statSync(path).isFile())
    .map(path => [path, readFileSync(path, 'latin1')]);
}

test.each(backends)(
  'words of reports stand in the inbox alone: not in the log, the views, the queue on %s or what the processes say (M21)',
  async backend => {
    const folder = mkdtempSync(join(tmpdir(), 'tensiometer-words-'));
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    const database = await testDatabase();
    cleanUp.push(() => database.drop());
    const redis = backend === 'redis' ? await redisStore(folder) : null;
    cleanUp.push(() => redis?.stop());
    await prepareDatabase({ databaseUrl: database.url, redisUrl: redis?.url ?? null });
    const db = openDatabase(database.url, { max: 2 });
    cleanUp.push(() => db.$client.end());
    const environment = {
      ...process.env,
      DATABASE_URL: database.url,
      TENSIOMETER_DATA: join(folder, 'keys'),
      TENSIOMETER_INGEST_KEY: KEY,
      LOG_LEVEL: 'trace',
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    const members: Member[] = [];
    cleanUp.push(() => Promise.all(members.map(member => member.stop())));
    for (const role of ['ingest', 'worker'] as const)
      members.push(startMember(role, await freePort(), folder, environment));
    await Promise.all(members.map(member => member.ready()));

    const words = (id: string, text: string) => ({
      id,
      title: `${text} ${CANARY} title`,
      text: `${CANARY} in the text`,
      url: `https://example.org/${CANARY}`,
      tags: [CANARY],
      meta: { note: CANARY },
    });
    const post = (body: object) =>
      fetch(`${members[0]?.url}/v1/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const poisons = ['STRIKE 2024-01-25', 'THROW'];
    const reports = poisons.map((text, i) => words(`r-${i}`, text));
    expect((await post({ reports })).status).toBe(202);
    expect((await post(words('r-0', 'another'))).status).toBe(409);
    expect((await post({ ...words('bad', 'bad'), title: 7, text: 7 })).status).toBe(422);
    const statuses = () =>
      count(db, `select count(*) as n from reports where status in ('coded', 'failed') and report_id is not null`);
    await waitFor('all to be settled', async () => ((await statuses()) === poisons.length ? true : null), 90_000);

    expect(await count(db, 'select count(*) as n from reports r where r::text like $1', [`%${CANARY}%`])).toBe(2);
    const { rows } = await db.$client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
         and (schemaname, tablename) <> ('public', 'reports')`,
    );
    expect(rows.length).toBeGreaterThan(15);
    const telling: string[] = [];
    for (const { name } of rows)
      if ((await count(db, `select count(*) as n from ${name} t where t::text like $1`, [`%${CANARY}%`])) > 0)
        telling.push(name);
    expect(telling).toEqual([]);

    // Ended first, so that everything they had to say, and Redis to write, is in its file.
    await Promise.all(members.map(member => member.stop()));
    await redis?.end('fast');
    const files = filesUnder(folder);
    expect(files.some(([path]) => path.endsWith('.log'))).toBe(true);
    expect(files.some(([path]) => path.includes('.aof'))).toBe(backend === 'redis');
    expect(files.filter(([, content]) => content.includes(CANARY)).map(([path]) => path)).toEqual([]);
  },
  180_000,
);
