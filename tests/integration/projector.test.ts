import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { append } from '../../packages/core/src/log/append.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { LogRewound } from '../../packages/core/src/log/follow.ts';
import { recordCoding, recordFailure, replay } from '../../packages/core/src/log/inbox.ts';
import { headOf } from '../../packages/core/src/log/read.ts';
import { ensureLocalSource, registerDemoSource, withdrawSources } from '../../packages/core/src/log/sources.ts';
import { UnknownLogEvent } from '../../packages/core/src/log/upcast.ts';
import { projectBatch, projectedPosition } from '../../packages/core/src/views/projector.ts';
import { rebuild, verify } from '../../packages/core/src/views/rebuild.ts';
import { testDatabase } from '../setup/database.ts';
import {
  type Act,
  codingOf,
  count,
  countReport,
  dumpViews,
  openTestLog,
  projectAll,
  receiveReport,
  type TestLog,
} from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
  await writeHistory();
});
afterAll(() => log.drop());

/** A log with every kind of event in it that the views know. */
async function writeHistory(): Promise<void> {
  const local = await ensureLocalSource(log.db);
  const demo = await registerDemoSource(log.db);
  const acts: Act[] = [
    ['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85],
    ['ACCUSE', 'IRQ', 'USA', '2024-01-24', 0.9],
    ['AGREE', 'USA', 'IRQ', '2024-01-25', 0.95],
  ];
  await countReport(log.db, acts, { outlet: 'Gazette' });
  await countReport(log.db, [['SANCTION', 'EUR', 'RUS', '2024-01-20', 0.7]], { source: demo });
  await countReport(log.db, [], { countries: ['IRN'] });
  const line = {
    thresholdId: 'line',
    subject: 'IRQ-USA',
    indicator: 'tension' as const,
    comparison: 'above' as const,
    warn: 20,
    critical: null,
    recover: 5,
    forHours: 0,
    minReports: 0,
    channels: [],
  };
  const alertId = '33333333-3333-5333-8333-333333333333';
  await append(log.db, [
    { type: 'ThresholdSet', eventId: '44444444-4444-5444-8444-444444444441', streamId: 'threshold-line', data: line },
    {
      type: 'ThresholdSet',
      eventId: '44444444-4444-5444-8444-444444444442',
      streamId: 'threshold-line',
      data: { ...line, warn: 25 },
    },
    {
      type: 'ThresholdSet',
      eventId: '44444444-4444-5444-8444-444444444443',
      streamId: 'threshold-gone',
      data: { ...line, thresholdId: 'gone' },
    },
    {
      type: 'ThresholdRemoved',
      eventId: '44444444-4444-5444-8444-444444444444',
      streamId: 'threshold-gone',
      data: { thresholdId: 'gone' },
    },
    {
      type: 'AlertRaised',
      eventId: '44444444-4444-5444-8444-444444444445',
      streamId: 'alerts-line',
      data: {
        alertId,
        thresholdId: 'line',
        thresholdVersion: 2,
        subject: 'IRQ-USA',
        indicator: 'tension',
        formula: 'f',
        severity: 'warning',
        day: '2024-01-25',
        value: 27.3,
        line: 25,
        readAt: 5,
        evidence: [],
      },
    },
    {
      type: 'AlertCleared',
      eventId: '44444444-4444-5444-8444-444444444446',
      streamId: 'alerts-line',
      data: { alertId, thresholdId: 'line', day: '2024-01-26', value: 12.5, reason: 'recovered' },
    },
  ]);
  const failing = await receiveReport(log.db, local, { publishedAt: '2024-01-26T08:00:00+03:00' });
  await recordFailure(log.db, failing, 'too-slow', 5);
  await replay(log.db, failing, 'operator');
  await recordCoding(log.db, failing, codingOf([['ASSAULT', 'IRN', 'IRQ', '2024-01-26', 0.6]]));
  const late = await receiveReport(log.db, demo);
  await withdrawSources(log.db, [demo.sourceId], 'operator');
  await recordCoding(log.db, late, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-25']]));
  await countReport(log.db, [['CONSULT', 'IRN', 'USA', '2024-01-27', 0.8]], { outlet: 'Herald' });
}

/** The views as on the first day: nothing has been read. */
async function emptyViews(): Promise<void> {
  await log.db.execute(
    sql`truncate contributions, subject_days, report_days, coded_events, thresholds, alerts, checkpoints`,
  );
}

describe('the views are a fold of the log', () => {
  beforeEach(emptyViews);

  test('whose bytes do not depend on the batches it was read in', async () => {
    await projectAll(log.db, 500);
    const whole = await dumpViews(log.db);
    expect(Object.entries(whole).map(([table, rows]) => [table, rows.length > 0])).toEqual(
      Object.keys(whole).map(table => [table, true]),
    );
    for (const size of [1, 7]) {
      await emptyViews();
      await projectAll(log.db, size);
      expect(await dumpViews(log.db)).toEqual(whole);
    }
  });

  test('that is read once: reading on from the head changes nothing', async () => {
    await projectAll(log.db);
    const before = await dumpViews(log.db);
    expect(await projectBatch(log.db)).toBe(false);
    expect(await dumpViews(log.db)).toEqual(before);
    expect(await projectedPosition(log.db)).toBe(await headOf(log.db));
  });

  test('that several projectors at once count once', async () => {
    await projectAll(log.db);
    const alone = await dumpViews(log.db);
    await emptyViews();
    await Promise.all([projectAll(log.db, 3), projectAll(log.other, 2), projectAll(log.db, 1)]);
    expect(await dumpViews(log.db)).toEqual(alone);
  });

  test('whose running sums equal the sums of the ledger', async () => {
    await projectAll(log.db);
    const strays = await count(
      log.db,
      `select count(*) as n from (
         select subject, event_day, sum(conflict) as conflict, sum(cooperation) as cooperation from contributions
         group by 1, 2 having sum(case when reason = 'withdrawn' then -1 else 1 end) <> 0) ledger
       full join subject_days s on s.subject = ledger.subject and s.day = ledger.event_day
       where s.conflict is distinct from ledger.conflict or s.cooperation is distinct from ledger.cooperation`,
    );
    expect(strays).toBe(0);
    expect(await count(log.db, 'select count(*) as n from subject_days')).toBeGreaterThan(10);
  });
});

test('a projector that waited while another read on, past what the log held when it began, goes on from there', async () => {
  await emptyViews();
  await projectAll(log.db);
  const holder = await log.other.$client.connect();
  try {
    await holder.query('begin');
    await holder.query(`select 1 from checkpoints where name = 'views' for update`);
    const waiting = projectBatch(log.db);
    await vi.waitFor(async () => {
      expect(
        await count(
          log.other,
          'select count(*) as n from pg_locks l join pg_database d on d.datname = current_database() join pg_stat_activity a on a.pid = l.pid and a.datid = d.oid where not l.granted',
        ),
      ).toBe(1);
    });
    const [added] = await append(log.other, [
      {
        type: 'ThresholdRemoved',
        eventId: '55555555-5555-5555-8555-555555555555',
        streamId: 'threshold-x',
        data: { thresholdId: 'x' },
      },
    ]);
    await holder.query(`update checkpoints set position = $1, last_event_id = $2 where name = 'views'`, [
      added?.position,
      added?.eventId,
    ]);
    await holder.query('commit');
    expect(await waiting).toBe(false);
  } finally {
    holder.release();
  }
});

describe('a source that was withdrawn', () => {
  test('leaves no sum, no covered day and no event behind, and its late reports add none', async () => {
    const own = await openTestLog();
    try {
      const demo = await registerDemoSource(own.db);
      await countReport(own.db, [['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85]], { source: demo });
      await countReport(own.db, [['AGREE', 'USA', 'IRQ', '2024-01-25']], { source: demo });
      const late = await receiveReport(own.db, demo);
      await projectAll(own.db);
      expect(await count(own.db, 'select count(*) as n from subject_days')).toBe(8);
      await withdrawSources(own.db, [demo.sourceId], 'operator');
      await withdrawSources(own.db, [demo.sourceId], 'operator');
      await recordCoding(own.db, late, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-25']]));
      await projectAll(own.db);
      expect(await count(own.db, 'select count(*) as n from subject_days')).toBe(0);
      expect(await count(own.db, 'select count(*) as n from report_days where withdrawn_position is null')).toBe(0);
      expect(
        await count(
          own.db,
          `select coalesce(sum(conflict), 0) + coalesce(sum(cooperation), 0) as n from contributions`,
        ),
      ).toBe(0);
      expect((await verify(own.db)).equal).toBe(true);
    } finally {
      await own.drop();
    }
  });

  test('leaves the numbers of the others as they are', async () => {
    const [alone, beside] = [await openTestLog(), await openTestLog()];
    try {
      const acts: Act[] = [['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85]];
      await countReport(alone.db, acts);
      await projectAll(alone.db);
      const demo = await registerDemoSource(beside.db);
      await countReport(
        beside.db,
        [
          ['ASSAULT', 'USA', 'IRQ', '2024-01-24'],
          ['AID', 'USA', 'IRQ', '2024-01-25'],
        ],
        { source: demo },
      );
      await countReport(beside.db, acts);
      await withdrawSources(beside.db, [demo.sourceId], 'operator');
      await projectAll(beside.db);
      const days = async ({ db }: TestLog) => (await dumpViews(db)).subject_days;
      expect(await days(beside)).toEqual(await days(alone));
    } finally {
      await alone.drop();
      await beside.drop();
    }
  });
});

describe('verify and rebuild', () => {
  beforeEach(async () => {
    await emptyViews();
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
    await emptyViews();
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
      await db.execute(
        sql`select append_events('[{"eventId":"66666666-6666-5666-8666-666666666666","streamId":"s","type":"MoonLanded","schemaVersion":1,"data":{},"meta":{}}]')`,
      );
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
      await db.execute(
        sql`select append_events('[{"eventId":"66666666-6666-5666-8666-666666666666","streamId":"s","type":"ThresholdRemoved","schemaVersion":2,"data":{"thresholdId":"x"},"meta":{}}]')`,
      );
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

test('reports that arrive in any order, read in any order, come to the same days', async () => {
  const reports: { text: string; acts: Act[] }[] = [
    { text: 'strikes', acts: [['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85]] },
    { text: 'protest', acts: [['ACCUSE', 'IRQ', 'USA', '2024-01-24', 0.9]] },
    {
      text: 'talks',
      acts: [
        ['AGREE', 'USA', 'IRQ', '2024-01-25', 0.95],
        ['CONSULT', 'IRQ', 'USA', '2024-01-25', 0.7],
      ],
    },
    { text: 'nothing', acts: [] },
  ];
  const own = await openTestLog();
  try {
    const source = await ensureLocalSource(own.db);
    const run = async (arriving: number[], reading: number[], size: number): Promise<string[] | undefined> => {
      await own.db.execute(
        sql`truncate contributions, subject_days, report_days, coded_events, checkpoints, reports, streams`,
      );
      await own.db.execute(sql`alter table events disable trigger events_append_only`);
      await own.db.execute(sql`truncate events`);
      await own.db.execute(sql`alter table events enable trigger events_append_only`);
      const ids = new Map<number, string>();
      for (const n of arriving)
        ids.set(n, await receiveReport(own.db, source, { id: `r${n}`, text: reports[n]?.text }));
      for (const n of reading) {
        const id = ids.get(n);
        if (id !== undefined) await recordCoding(own.db, id, codingOf(reports[n]?.acts ?? [], ['IRQ', 'USA']));
        if (n % 2 === 0) await projectBatch(own.db, size);
      }
      await projectAll(own.db, size);
      return (await dumpViews(own.db)).subject_days;
    };
    const expected = await run([0, 1, 2, 3], [0, 1, 2, 3], 500);
    expect(expected).toHaveLength(8);
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(order, order, fc.integer({ min: 1, max: 9 }), async (arriving, reading, size) => {
        expect(await run(arriving, reading, size)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  } finally {
    await own.drop();
  }
});
