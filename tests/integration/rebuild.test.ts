import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { type Database, openDatabase } from '../../packages/core/src/log/database.ts';
import { LogRewound } from '../../packages/core/src/log/follow.ts';
import { headOf } from '../../packages/core/src/log/read.ts';
import { UnknownLogEvent } from '../../packages/core/src/log/upcast.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { VIEWS_CODE } from '../../packages/core/src/views/project.ts';
import { createProjector } from '../../packages/core/src/views/projector.ts';
import { ensureViews, rebuild, rollBack } from '../../packages/core/src/views/rebuild.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { listVersions, projectedPosition, tableNames } from '../../packages/core/src/views/versions.ts';
import { testDatabase } from '../setup/database.ts';
import { emptyViews, writeHistory } from './support/history.ts';
import {
  appendRaw,
  count,
  countReport,
  dumpViews,
  openTestLog,
  projectAll,
  projectOnce,
  silent,
  type TestLog,
} from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
  await writeHistory(log.db);
});
afterAll(() => log.drop());

const live = async (db: Database) => {
  const version = (await listVersions(db)).find(it => it.status === 'live');
  if (!version) throw new Error('no version is live');
  return version;
};
const dumpLive = async (db: Database) => dumpViews(db, (await live(db)).schema);
const removal = (n: number): NewEvent => ({
  type: 'ThresholdRemoved',
  eventId: randomUUID(),
  streamId: `line-${n}`,
  data: { thresholdId: `line-${n}` },
});

describe('verify and rebuild', () => {
  beforeEach(async () => {
    await emptyViews(log.db);
    await projectAll(log.db);
  });

  test('views that nobody touched are equal, and verifying changes nothing', async () => {
    const before = await dumpViews(log.db);
    const verification = await verify(log.db);
    expect(verification).toMatchObject({ equal: true, log: { findings: [] }, position: await headOf(log.db) });
    expect(verification.tables.map(table => table.equal)).toEqual(tableNames.map(() => true));
    expect(await dumpViews(log.db)).toEqual(before);
    expect(await count(log.db, `select count(*) as n from pg_namespace where nspname like 'verification%'`)).toBe(0);
  });

  test.each([
    [
      'subject_days',
      `update subject_days set conflict = conflict + 1 where subject = 'IRQ-USA' and day = '2024-01-24'`,
    ],
    [
      'contributions',
      `delete from contributions where (position, seq) in (select position, seq from contributions limit 1)`,
    ],
    ['report_days', `update report_days set outcome = 'failed' where outcome = 'coded'`],
    ['report_days_past', `delete from report_days_past`],
    ['coded_events', `delete from coded_events where status = 'coded'`],
    ['corrections', `update corrections set undone = null`],
    ['report_prints', `delete from report_prints`],
    ['story_members', `update story_members set story = coded_event_id`],
    ['thresholds', `update thresholds set data = data || '{"warn": 99}'`],
    ['thresholds_past', `update thresholds_past set until_position = until_position + 1`],
    ['alerts', `delete from alerts`],
  ])('a change of %s behind our back is found, and rebuild repairs it', async (table, statement) => {
    const sound = await dumpLive(log.db);
    await log.db.execute(sql.raw(statement));
    const verification = await verify(log.db);
    expect(verification.equal).toBe(false);
    expect(verification.tables.filter(it => !it.equal).map(it => it.table)).toEqual([table]);
    expect(await rebuild(log.db)).toEqual({ version: 2, position: await headOf(log.db) });
    expect(await dumpLive(log.db)).toEqual(sound);
    expect(await verify(log.db)).toMatchObject({ equal: true, version: 2 });
  });

  test('views that have not read everything are verified up to where they stand', async () => {
    await emptyViews(log.db);
    await projectOnce(log.db, 5);
    expect(await verify(log.db)).toMatchObject({ equal: true, position: 5 });
  });

  test('the version that was live stands by, is caught up when it is gone back to, and makes room for the next', async () => {
    await rebuild(log.db);
    await append(log.db, [removal(1), removal(2)]);
    await projectAll(log.db);
    const newer = await dumpLive(log.db);
    expect((await listVersions(log.db)).map(({ version, status }) => [version, status])).toEqual([
      [1, 'standby'],
      [2, 'live'],
    ]);
    expect(await rollBack(log.db)).toEqual({ version: 1, position: await headOf(log.db) });
    expect(await dumpLive(log.db)).toEqual(newer);
    await rebuild(log.db);
    await rebuild(log.db);
    expect((await listVersions(log.db)).map(({ version, status }) => [version, status])).toEqual([
      [3, 'standby'],
      [4, 'live'],
    ]);
    expect(await count(log.db, `select count(*) as n from pg_namespace where nspname like 'views\\_%'`)).toBe(4);
  });

  test('there is nothing to go back to before the first rebuild', async () => {
    await expect(rollBack(log.db)).rejects.toThrow('npm run rebuild makes one');
  });

  test('views of another version of the program are made again, those of an empty log are not', async () => {
    const sound = await dumpLive(log.db);
    await ensureViews(log.db);
    expect(await live(log.db)).toMatchObject({ version: 1 });
    await log.db.execute(sql`update projections set code = 'of yesterday'`);
    await ensureViews(log.db);
    expect(await live(log.db)).toMatchObject({ version: 2, code: VIEWS_CODE });
    expect(await dumpLive(log.db)).toEqual(sound);
  });

  test('the apps may read what a rebuild made, and what it was', async () => {
    await rebuild(log.db);
    const indexes = (schema: string) =>
      count(log.db, 'select count(*) as n from pg_indexes where schemaname = $1 and tablename = any(view_tables())', [
        schema,
      ]);
    expect(await indexes('views_2')).toBe(await indexes('public'));
    const app = openDatabase(log.url, { max: 1, as: 'app' });
    try {
      const queries = createQueries(app, () => '2024-01-27');
      expect((await queries.subjects()).subjects.length).toBeGreaterThan(0);
      expect((await queries.subjects({ asOf: 3 })).asOf).toBe(3);
      await append(app, [removal(3)]);
      await projectAll(app);
      expect(await projectedPosition(app)).toBe(await headOf(app));
    } finally {
      await app.$client.end();
    }
  });
});

const soon = { timeout: 20_000, interval: 5 };

describe('a rebuild beside a log that goes on', () => {
  test('ends with the same tables as one in peace, rings once, and takes nothing from who follows', async () => {
    const own = await openTestLog();
    await ensureViews(own.db);
    const projector = createProjector({
      url: own.url,
      logger: silent,
      onFatal: error => {
        throw error;
      },
      pollMs: 20,
    });
    try {
      await writeHistory(own.db);
      let writing = true;
      const write = (async () => {
        for (let n = 0; writing; n += 1) {
          await append(
            own.other,
            Array.from({ length: 20 }, (_, i) => removal(n * 20 + i)),
          );
          projector.wake();
          const behind = (await headOf(own.other)) - 100;
          await vi.waitFor(async () => expect(await projectedPosition(own.other)).toBeGreaterThan(behind), soon);
          // Appends that outrun a rebuild in steps of 20 would keep it from ever ending: the log goes on at its pace.
          await vi.waitFor(async () => {
            const building = (await listVersions(own.other)).find(version => version.status === 'building');
            if (writing && building) expect(building.position).toBeGreaterThan(behind);
          }, soon);
        }
      })();
      const first = await rebuild(own.db, () => {}, 20);
      const second = await rebuild(own.db, () => {}, 100);
      writing = false;
      await write;
      expect(second.position).toBeGreaterThan(first.position);
      const head = await headOf(own.db);
      await vi.waitFor(async () => expect(await projectedPosition(own.db)).toBe(head), soon);
      expect(await verify(own.db)).toMatchObject({ equal: true, version: 3, position: head });
    } finally {
      await projector.stop();
      await own.drop();
    }
  });

  test('that is faster says so, and ends as soon as the log is slower', async () => {
    const own = await openTestLog();
    try {
      await ensureViews(own.db);
      let appended = 0;
      const some = (n: number) =>
        append(
          own.other,
          Array.from({ length: n }, () => removal(appended++)),
        );
      await some(600);
      let told = 0;
      // Every batch that is folded lets more than that come in, until the rebuild has complained.
      await rebuild(
        own.db,
        async (_, __, outrun) => {
          if (outrun) told += 1;
          else if (told === 0) await some(120);
        },
        50,
      );
      expect(told).toBeGreaterThan(0);
      await projectAll(own.db);
      expect(await verify(own.db)).toMatchObject({ equal: true, version: 2, position: appended });
    } finally {
      await own.drop();
    }
  });

  test('that is killed is gone on with, to the same bytes', async () => {
    const own = await openTestLog();
    try {
      await writeHistory(own.db);
      await append(
        own.db,
        Array.from({ length: 400 }, (_, n) => removal(n)),
      );
      await ensureViews(own.db);
      await projectAll(own.db);
      const sound = await dumpLive(own.db);
      for (const stopAt of [1, 30, 150]) {
        const killed = rebuild(
          own.db,
          position => {
            if (position >= stopAt) throw new Error('killed');
          },
          11,
        );
        await expect(killed).rejects.toThrow('killed');
      }
      const [, building] = await listVersions(own.db);
      expect(building).toMatchObject({ version: 2, status: 'building' });
      expect(building?.position).toBeGreaterThan(150);
      await rebuild(own.db);
      expect(await live(own.db)).toMatchObject({ version: 2 });
      expect(await dumpLive(own.db)).toEqual(sound);
    } finally {
      await own.drop();
    }
  });
});

describe('a log that cannot be read on', () => {
  test('holds an event of a type from the future: the views stop where they are', async () => {
    const { db, drop } = await openTestLog();
    try {
      await countReport(db, [['ASSAULT', 'USA', 'IRQ', '2024-01-24']]);
      await projectAll(db);
      const before = await dumpViews(db);
      const position = await projectedPosition(db);
      await appendRaw(db, 'MoonLanded', 1, {});
      await expect(projectOnce(db)).rejects.toThrow(UnknownLogEvent);
      await expect(projectOnce(db)).rejects.toThrow('MoonLanded');
      expect(await projectedPosition(db)).toBe(position);
      expect(await dumpViews(db)).toEqual(before);
    } finally {
      await drop();
    }
  });

  test('holds a known event in a shape from the future', async () => {
    const { db, drop } = await openTestLog();
    try {
      await appendRaw(db, 'ThresholdRemoved', 2, { thresholdId: 'x' });
      await expect(projectOnce(db)).rejects.toThrow('ThresholdRemoved in shape 2');
    } finally {
      await drop();
    }
  });

  test('is shorter than what was read, or another one: nothing is counted from it', async () => {
    const { url, drop } = await testDatabase();
    const db = openDatabase(url);
    try {
      const ids = ['1', '2', '3'].map(n => `77777777-7777-5777-8777-77777777777${n}`);
      await append(
        db,
        ids.map(eventId => ({ ...removal(1), eventId })),
      );
      await projectAll(db);
      await db.execute(sql`update projections set position = 5, last_event_id = gen_random_uuid()`);
      await expect(projectOnce(db)).rejects.toThrow(LogRewound);
      await db.execute(sql`update projections set position = 3, last_event_id = gen_random_uuid()`);
      await expect(projectOnce(db)).rejects.toThrow('npm run rebuild');
      await rebuild(db);
      await append(db, [removal(2)]);
      await projectAll(db);
      expect(await projectedPosition(db)).toBe(4);
    } finally {
      await db.$client.end();
      await drop();
    }
  });
});
