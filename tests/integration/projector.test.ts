import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { advance, Fenced, type Held, readNext, takeOver } from '../../packages/core/src/log/follow.ts';
import { headOf } from '../../packages/core/src/log/read.ts';
import { ensureLocalSource, registerDemoSource, withdrawSources } from '../../packages/core/src/log/sources.ts';
import { project, VIEWS } from '../../packages/core/src/views/project.ts';
import { projectBatch } from '../../packages/core/src/views/projector.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { projectedPosition } from '../../packages/core/src/views/versions.ts';
import { emptyViews, writeHistory } from './support/history.ts';
import {
  type Act,
  codingOf,
  count,
  countReport,
  dumpViews,
  openTestLog,
  projectAll,
  projectOnce,
  receiveReport,
  recordCoding,
  type TestLog,
} from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
  await writeHistory(log.db);
});
afterAll(() => log.drop());

describe('the views are a fold of the log', () => {
  beforeEach(() => emptyViews(log.db));

  test('whose bytes do not depend on the batches it was read in', async () => {
    await projectAll(log.db, 500);
    const whole = await dumpViews(log.db);
    expect(Object.entries(whole).map(([table, rows]) => [table, rows.length > 0])).toEqual(
      Object.keys(whole).map(table => [table, true]),
    );
    for (const size of [1, 7]) {
      await emptyViews(log.db);
      await projectAll(log.db, size);
      expect(await dumpViews(log.db)).toEqual(whole);
    }
  });

  test('that is read once: reading on from the head changes nothing', async () => {
    await projectAll(log.db);
    const before = await dumpViews(log.db);
    expect(await projectOnce(log.db)).toBe(false);
    expect(await dumpViews(log.db)).toEqual(before);
    expect(await projectedPosition(log.db)).toBe(await headOf(log.db));
  });

  test('that several projectors at once count once', async () => {
    await projectAll(log.db);
    const alone = await dumpViews(log.db);
    await emptyViews(log.db);
    await Promise.all([projectAll(log.db, 3), projectAll(log.other, 2), projectAll(log.db, 1)]);
    expect(await dumpViews(log.db)).toEqual(alone);
  });

  test('whose running sums equal the sums of the ledger', async () => {
    await projectAll(log.db);
    const strays = await count(
      log.db,
      `select count(*) as n from (
         select subject, event_day, sum(conflict) as conflict, sum(cooperation) as cooperation, sum(stories) as stories from contributions
         group by 1, 2 having sum(stories) <> 0) ledger
       full join subject_days s on s.subject = ledger.subject and s.day = ledger.event_day
       where s.conflict is distinct from ledger.conflict or s.cooperation is distinct from ledger.cooperation
         or s.stories is distinct from ledger.stories`,
    );
    expect(strays).toBe(0);
    expect(await count(log.db, 'select count(*) as n from subject_days')).toBeGreaterThan(10);
  });
});

describe('a story', () => {
  const rows = async (db: TestLog['db']) => {
    const { rows } = await db.$client.query<{ line: string }>(
      `select concat_ws(' ', position, event_day, conflict, stories, reason) as line from contributions
       where subject = 'ISR-SYR' order by position, seq`,
    );
    return rows.map(row => row.line);
  };
  const told = (db: TestLog['db'], outlet: string, day: string, p: number, lemmas: number[]) =>
    countReport(db, [['ASSAULT', 'ISR', 'SYR', day, p, null, lemmas]], { outlet });

  test('counts once, more the more outlets tell it, on the day of its surest telling; each change is a row', async () => {
    const own = await openTestLog();
    try {
      await told(own.db, 'Gazette', '2024-01-21', 0.7, [1, 2, 3, 4]);
      await told(own.db, 'Gazette', '2024-01-21', 0.7, [1, 2, 3, 4]);
      await told(own.db, 'Herald', '2024-01-21', 0.6, [1, 2, 3, 4]);
      await told(own.db, 'Courier', '2024-01-22', 0.9, [1, 2, 3, 4]);
      await projectAll(own.db, 3);
      expect(await rows(own.db)).toEqual([
        '3 2024-01-21 6300 1 coded',
        '7 2024-01-21 6300 0 reinforced',
        '9 2024-01-21 -12600 -1 reinforced',
        '9 2024-01-22 20938 1 reinforced',
      ]);
      expect((await verify(own.db)).equal).toBe(true);
    } finally {
      await own.drop();
    }
  });

  test('that a bridge joins with another keeps the older name, and they part again when the bridge is withdrawn', async () => {
    const own = await openTestLog();
    try {
      const demo = await registerDemoSource(own.db);
      await told(own.db, 'Gazette', '2024-01-21', 0.7, [1, 2, 3, 4]);
      await told(own.db, 'Herald', '2024-01-21', 0.8, [5, 6, 7, 8]);
      await projectAll(own.db);
      const [before] = [(await dumpViews(own.db)).subject_days];
      await countReport(own.db, [['ASSAULT', 'ISR', 'SYR', '2024-01-21', 0.6, null, [1, 2, 3, 4, 5, 6, 7, 8]]], {
        source: demo,
      });
      await projectAll(own.db);
      const stories = () =>
        count(own.db, `select count(distinct story) as n from story_members where until_position is null`);
      expect(await stories()).toBe(1);
      await withdrawSources(own.db, [demo.sourceId], 'operator');
      await projectAll(own.db);
      expect(await stories()).toBe(2);
      expect((await dumpViews(own.db)).subject_days).toEqual(before);
      expect((await rows(own.db)).filter(line => line.endsWith('withdrawn'))).toHaveLength(2);
    } finally {
      await own.drop();
    }
  });
});

describe('a projector that was replaced', () => {
  test('writes nothing more, however much it had read before', async () => {
    await emptyViews(log.db);
    const zombie = await takeOver(log.db, VIEWS);
    const events = await readNext(log.db, zombie.position, 5);
    await projectAll(log.other, 4);
    const sound = await dumpViews(log.db);
    const late = advance(log.db, zombie, events, project);
    await expect(late).rejects.toThrow(Fenced);
    expect(await dumpViews(log.db)).toEqual(sound);
    expect((await verify(log.db)).equal).toBe(true);
  });

  test('is fenced even where the other has not moved the checkpoint yet', async () => {
    await emptyViews(log.db);
    const zombie = await takeOver(log.db, VIEWS);
    await takeOver(log.other, VIEWS);
    await expect(projectBatch(log.db, zombie)).rejects.toThrow(Fenced);
    expect(await projectedPosition(log.db)).toBe(0);
  });

  test('lets the other in only when what it was writing is there in full', async () => {
    await emptyViews(log.db);
    const first = await takeOver(log.db, VIEWS);
    let overtaken: Promise<Held> | null = null;
    const events = await readNext(log.db, 0, 50);
    await advance(log.db, first, events, async (tx, batch) => {
      overtaken = takeOver(log.other, VIEWS);
      await project(tx, batch);
    });
    expect(await overtaken).toMatchObject({ position: events.length, epoch: first.epoch + 1 });
    expect((await verify(log.db)).equal).toBe(true);
  });
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

test('reports that arrive in any order, read in any order, come to the same days', async () => {
  const reports: { text: string; acts: Act[] }[] = [
    { text: 'strikes', acts: [['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85, null, [1, 2, 3]]] },
    { text: 'the same strikes', acts: [['ASSAULT', 'USA', 'IRQ', '2024-01-25', 0.9, null, [1, 2, 3, 4, 5, 6]]] },
    { text: 'and told once more', acts: [['ASSAULT', 'USA', 'IRQ', '2024-01-26', 0.8, null, [4, 5, 6]]] },
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
      await emptyViews(own.db);
      await own.db.execute(sql`truncate reports, streams`);
      await own.db.execute(sql`alter table events disable trigger events_append_only`);
      await own.db.execute(sql`truncate events`);
      await own.db.execute(sql`alter table events enable trigger events_append_only`);
      const ids = new Map<number, string>();
      for (const n of arriving)
        ids.set(
          n,
          await receiveReport(own.db, source, {
            id: `r${n}`,
            text: reports[n]?.text,
            outlet: `Outlet ${n}`,
          }),
        );
      for (const n of reading) {
        const id = ids.get(n);
        if (id !== undefined) await recordCoding(own.db, id, codingOf(reports[n]?.acts ?? [], ['IRQ', 'USA']));
        if (n % 2 === 0) await projectOnce(own.db, size);
      }
      await projectAll(own.db, size);
      return (await dumpViews(own.db)).subject_days;
    };
    const all = reports.map((_, n) => n);
    const expected = await run(all, all, 500);
    expect(expected).toHaveLength(8);
    const order = fc.shuffledSubarray(all, { minLength: all.length });
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
