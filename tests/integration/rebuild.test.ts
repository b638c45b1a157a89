import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { append } from '../../packages/core/src/log/append.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { LogRewound } from '../../packages/core/src/log/follow.ts';
import { headOf } from '../../packages/core/src/log/read.ts';
import { UnknownLogEvent } from '../../packages/core/src/log/upcast.ts';
import { projectBatch, projectedPosition } from '../../packages/core/src/views/projector.ts';
import { rebuild, verify } from '../../packages/core/src/views/rebuild.ts';
import { testDatabase } from '../setup/database.ts';
import { emptyViews, writeHistory } from './support/history.ts';
import { appendRaw, count, countReport, dumpViews, openTestLog, projectAll, type TestLog } from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
  await writeHistory(log.db);
});
afterAll(() => log.drop());

describe('verify and rebuild', () => {
  beforeEach(async () => {
    await emptyViews(log.db);
    await projectAll(log.db);
  });

  test('views that nobody touched are equal, and verifying changes nothing', async () => {
    const before = await dumpViews(log.db);
    const verification = await verify(log.db);
    expect(verification).toMatchObject({ equal: true, gapless: true, position: await headOf(log.db) });
    expect(verification.tables.map(table => table.equal)).toEqual(Array(6).fill(true));
    expect(await dumpViews(log.db)).toEqual(before);
    expect(await count(log.db, `select count(*) as n from pg_namespace where nspname = 'rebuild'`)).toBe(0);
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
    ['coded_events', `delete from coded_events where status = 'coded'`],
    ['thresholds', `update thresholds set data = data || '{"warn": 99}'`],
    ['alerts', `delete from alerts`],
  ])('a change of %s behind our back is found, and rebuild repairs it', async (table, statement) => {
    const sound = await dumpViews(log.db);
    await log.db.execute(sql.raw(statement));
    const verification = await verify(log.db);
    expect(verification.equal).toBe(false);
    expect(verification.tables.filter(it => !it.equal).map(it => it.table)).toEqual([table]);
    expect(await rebuild(log.db)).toBe(await headOf(log.db));
    expect(await dumpViews(log.db)).toEqual(sound);
    expect((await verify(log.db)).equal).toBe(true);
  });

  test('views that have not read everything are verified up to where they stand', async () => {
    await emptyViews(log.db);
    await projectBatch(log.db, 5);
    expect(await verify(log.db)).toMatchObject({ equal: true, position: 5 });
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
      await expect(projectBatch(db)).rejects.toThrow(UnknownLogEvent);
      await expect(projectBatch(db)).rejects.toThrow('MoonLanded');
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
      await expect(projectBatch(db)).rejects.toThrow('ThresholdRemoved in shape 2');
    } finally {
      await drop();
    }
  });

  test('is shorter than what was read, or another one: nothing is counted from it', async () => {
    const { url, drop } = await testDatabase();
    const db = openDatabase(url);
    try {
      const ids = ['1', '2', '3'].map(n => `77777777-7777-5777-8777-77777777777${n}`);
      const removal = (eventId: string) => ({
        type: 'ThresholdRemoved' as const,
        eventId,
        streamId: 's',
        data: { thresholdId: 'x' },
      });
      await append(db, ids.map(removal));
      await projectAll(db);
      await db.execute(sql`update checkpoints set position = 5, last_event_id = gen_random_uuid()`);
      await expect(projectBatch(db)).rejects.toThrow(LogRewound);
      await db.execute(sql`update checkpoints set position = 3, last_event_id = gen_random_uuid()`);
      await expect(projectBatch(db)).rejects.toThrow('npm run rebuild');
      await rebuild(db);
      await append(db, [removal('77777777-7777-5777-8777-777777777774')]);
      await projectAll(db);
      expect(await projectedPosition(db)).toBe(4);
    } finally {
      await db.$client.end();
      await drop();
    }
  });
});
