import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { subjectsOf } from '../../packages/core/src/domain/contribution.ts';
import type { Amendment } from '../../packages/core/src/domain/correction.ts';
import { type Member, readKey, worthOf } from '../../packages/core/src/domain/story.ts';
import { append } from '../../packages/core/src/log/append.ts';
import { type CorrectionRequest, correct, withdrawReport } from '../../packages/core/src/log/correct.ts';
import type { Database } from '../../packages/core/src/log/database.ts';
import { advance, readNext, takeOver } from '../../packages/core/src/log/follow.ts';
import { replay } from '../../packages/core/src/log/inbox.ts';
import { headOf, readStream } from '../../packages/core/src/log/read.ts';
import { ensureLocalSource, registerDemoSource, withdrawSources } from '../../packages/core/src/log/sources.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { positionAt } from '../../packages/core/src/views/position-at.ts';
import { project, VIEWS } from '../../packages/core/src/views/project.ts';
import { onViews } from '../../packages/core/src/views/snapshot.ts';
import { loadMembers } from '../../packages/core/src/views/story-tables.ts';
import { dropSchema, tableNames } from '../../packages/core/src/views/versions.ts';
import { lineOf, raisedOf } from './support/alert-events.ts';
import {
  type Act,
  codingOf,
  openTestLog,
  projectAll,
  receiveReport,
  recordCoding,
  recordFailure,
  type TestLog,
} from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

const COUNTRIES = ['IRQ', 'USA', 'IRN', 'RUS'] as const;
const DAYS = ['2024-01-23', '2024-01-24', '2024-01-25', '2024-02-02'] as const;

/** One thing that somebody does; numbers say to which report, source or line, where there is one. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      source: fc.nat({ max: 2 }),
      outlet: fc.constantFrom('Gazette', 'Herald', 'Courier'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('code' as const),
      report: fc.nat({ max: 20 }),
      acts: fc.array(
        fc.tuple(
          fc.constantFrom('ASSAULT' as const, 'AGREE' as const, 'ACCUSE' as const),
          fc.nat({ max: 3 }),
          fc.nat({ max: 3 }),
          fc.nat({ max: 3 }),
          fc.constantFrom<number[]>([], [1, 2, 3], [1, 2, 3, 4, 5, 6], [4, 5, 6]),
        ),
        { maxLength: 3 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const), report: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), report: fc.nat({ max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      report: fc.nat({ max: 20 }),
      pick: fc.nat({ max: 3 }),
      what: fc.constantFrom('reject', 'type', 'parties', 'date', 'add', 'undo', 'take-out'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), source: fc.nat({ max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('draw' as const), line: fc.nat({ max: 2 }), warn: fc.nat({ max: 90 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), line: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('alert' as const), line: fc.nat({ max: 2 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Lives a history, through the functions that the apps use. */
async function live(db: Database, history: readonly Step[]): Promise<void> {
  const sources = [await ensureLocalSource(db), await registerDemoSource(db), await registerDemoSource(db)];
  const gone = new Set<number>();
  const reports: string[] = [];
  const alerts = new Map<number, string | null>();
  for (const it of history) {
    if (it.do === 'receive') {
      const source = sources[it.source];
      if (source && !gone.has(it.source)) reports.push(await receiveReport(db, source, { outlet: it.outlet }));
    } else if (it.do === 'withdraw') {
      const source = sources[it.source];
      if (source && !source.demo) continue;
      gone.add(it.source);
      if (source) await withdrawSources(db, [source.sourceId], 'operator');
    } else if (it.do === 'draw' || it.do === 'erase' || it.do === 'alert') {
      await onLine(db, it, alerts);
    } else {
      const reportId = reports[it.report % Math.max(1, reports.length)];
      if (reportId === undefined) continue;
      if (it.do === 'fail') await recordFailure(db, reportId, 'too-slow', 5);
      else if (it.do === 'replay') await replay(db, reportId, 'operator');
      else if (it.do === 'correct') await correctAny(db, reportId, it);
      else {
        const acts = it.acts.flatMap(([type, a, b, day, lemmas]): Act[] => {
          const [from, to, on] = [COUNTRIES[a], COUNTRIES[b], DAYS[day]];
          return from && to && on && from !== to ? [[type, from, to, on, 0.8, null, lemmas]] : [];
        });
        await recordCoding(db, reportId, codingOf(acts, ['IRQ', 'USA']));
      }
    }
  }
}

/** A correction of one of a report's events, or of its corrections; what is refused changes nothing. */
async function correctAny(db: Database, reportId: string, it: Extract<Step, { do: 'correct' }>): Promise<void> {
  const events = (await readStream(db, `report-${reportId}`)).flatMap(event =>
    event.type === 'ReportCoded' ? event.data.events.map(({ id }) => id) : [],
  );
  const made = await readStream(db, `corrections-${reportId}`);
  const event = events[it.pick % Math.max(1, events.length)] ?? '';
  const reason = 'r';
  const amend = (amendment: Amendment): CorrectionRequest['wanted'] => ({ do: 'amend', event, amendment, reason });
  const [start, undone] = [10 * it.pick, made[it.pick % Math.max(1, made.length)]];
  if (it.what === 'take-out') {
    await withdrawReport(db, reportId, reason, 'operator');
    return;
  }
  const wanted: Record<typeof it.what, CorrectionRequest['wanted']> = {
    reject: { do: 'reject', event, reason },
    type: amend({ what: 'type', type: 'PROTEST', mode: null }),
    parties: amend({ what: 'parties', actors: ['RUS'], recipients: ['IRQ'] }),
    date: amend({ what: 'date', date: '2024-01-26' }),
    add: {
      do: 'add',
      missed: { start, end: start + 4, type: 'AID', mode: null, actors: ['USA'], recipients: ['IRQ'], date: null },
      reason,
    },
    undo: { do: 'undo', correction: undone && 'correctionId' in undone.data ? undone.data.correctionId : '', reason },
  };
  await correct(db, { reportId, version: made.length, userId: 'operator', wanted: wanted[it.what] });
}

async function onLine(
  db: Database,
  it: Extract<Step, { line: number }>,
  alerts: Map<number, string | null>,
): Promise<void> {
  const thresholdId = `line-${it.line}`;
  const common = { subject: 'IRQ-USA', indicator: 'tension' as const };
  const streamId = it.do === 'alert' ? `alerts-${thresholdId}` : `threshold-${thresholdId}`;
  if (it.do === 'erase') {
    await append(db, [{ type: 'ThresholdRemoved', eventId: randomUUID(), streamId, data: { thresholdId } }]);
  } else if (it.do === 'draw') {
    const data = lineOf({ thresholdId, ...common, warn: it.warn });
    await append(db, [{ type: 'ThresholdSet', eventId: randomUUID(), streamId, data }]);
  } else {
    const standing = alerts.get(it.line) ?? null;
    const alertId = standing ?? randomUUID();
    const day = '2024-01-25';
    await append(db, [
      standing === null
        ? {
            type: 'AlertRaised',
            eventId: randomUUID(),
            streamId,
            data: raisedOf({ ...common, alertId, thresholdId, day }),
          }
        : {
            type: 'AlertCleared',
            eventId: randomUUID(),
            streamId,
            data: { alertId, thresholdId, day, value: 30, reason: 'recovered', heldBack: null },
          },
    ]);
    alerts.set(it.line, standing === null ? alertId : null);
  }
}

type Dump = Record<string, string[]>;

/** The views as they stood at a position, as the pages would ask them. */
async function asKnownAt(db: Database, position: number): Promise<Dump> {
  return onViews(db, position, async tx => {
    const dump: Dump = {};
    for (const table of tableNames) {
      const { rows } = await tx.execute<{ row: string }>(sql.raw(`select t::text as row from ${table} t order by 1`));
      dump[table] = rows.map(({ row }) => row);
    }
    return dump;
  });
}

/** The views of a log that ends at a position: everything up to there, read from the start into tables of their own. */
async function ofPrefix(db: Database, position: number): Promise<Dump> {
  await db.execute(sql`select create_views('prefix')`);
  try {
    return await db.transaction(async tx => {
      await tx.execute(sql`select set_config('search_path', 'prefix, public', true)`);
      await project(tx, await readNext(tx, 0, position));
      const dump: Dump = {};
      for (const table of tableNames) {
        const { rows } = await tx.execute<{ row: string }>(sql.raw(`select t::text as row from ${table} t order by 1`));
        dump[table] = rows.map(({ row }) => row);
      }
      return dump;
    });
  } finally {
    await dropSchema(db, 'prefix');
  }
}

/** The running sums, and those that the members of all stories come to: each story valued once more from its members. */
async function runningSums(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ line: string }>(
    sql`select concat_ws(' ', subject, day, conflict, cooperation, stories) as line from subject_days`,
  );
  return rows.map(row => row.line).sort();
}

async function sumsOfStories(db: Database): Promise<string[]> {
  const stories = new Map<string, Member[]>();
  for (const { story, member } of await loadMembers(db, sql`m.until_position is null`))
    stories.set(story, [...(stories.get(story) ?? []), member]);
  const sums = new Map<string, [conflict: number, cooperation: number, stories: number]>();
  for (const members of stories.values()) {
    const { key, day, amount } = worthOf(members);
    for (const { subject } of subjectsOf(readKey(key))) {
      const [conflict, cooperation, n] = sums.get(`${subject} ${day}`) ?? [0, 0, 0];
      sums.set(`${subject} ${day}`, [conflict + Math.max(0, -amount), cooperation + Math.max(0, amount), n + 1]);
    }
  }
  return [...sums].map(([at, all]) => `${at} ${all.join(' ')}`).sort();
}

test('what was known at any position is what a log that ends there says, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      async (history, picks) => {
        const own = await openTestLog();
        try {
          await live(own.db, history);
          await projectAll(own.db, 7);
          expect(await runningSums(own.db)).toEqual(await sumsOfStories(own.db));
          const head = await headOf(own.db);
          for (const pick of [...picks.take(4)]) {
            const position = 1 + (pick % head);
            expect(await asKnownAt(own.db, position), `as known at ${position}`).toEqual(
              await ofPrefix(own.db, position),
            );
          }
        } finally {
          await own.drop();
        }
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

test('an answer as of a position is the answer of a system whose log ends there', async () => {
  await live(log.db, [
    { do: 'receive', source: 0, outlet: 'Gazette' },
    { do: 'code', report: 0, acts: [['ASSAULT', 0, 1, 1, [1, 2, 3]]] },
    { do: 'receive', source: 1, outlet: 'Herald' },
    {
      do: 'code',
      report: 1,
      acts: [
        ['ACCUSE', 1, 0, 2, []],
        ['ASSAULT', 0, 1, 2, [1, 2, 3]],
      ],
    },
    { do: 'draw', line: 0, warn: 20 },
    { do: 'alert', line: 0 },
    { do: 'draw', line: 0, warn: 30 },
    { do: 'withdraw', source: 1 },
    { do: 'alert', line: 0 },
    { do: 'erase', line: 0 },
  ]);
  const head = await headOf(log.db);
  const queries = createQueries(log.db, () => '2024-01-27');
  const ask = async (asOf?: number) => {
    const at = asOf === undefined ? {} : { asOf };
    return {
      subjects: await queries.subjects(at),
      series: await queries.series({
        subject: 'IRQ-USA',
        indicator: 'tension',
        from: '2024-01-20',
        to: '2024-01-27',
        ...at,
      }),
      events: await queries.events(at),
      contributions: await queries.contributions({ subject: 'IRQ-USA', indicator: 'tension', at: '2024-01-25', ...at }),
      thresholds: await queries.thresholds(undefined, asOf),
      alerts: await queries.alerts(at),
    };
  };
  const then: unknown[] = [];
  let held = await takeOver(log.db, VIEWS);
  for (const events = await readNext(log.db, 0, head); events.length > 0; ) {
    const next = events.splice(0, 1);
    held = await advance(log.db, held, next, project);
    then.push(await ask(held.position));
  }
  for (let position = 1; position <= head; position += 1)
    expect(await ask(position), `as of ${position}`).toEqual(then[position - 1]);
});

test('a time is the greatest position recorded at or before it', async () => {
  const { rows } = await log.db.$client.query<{ position: string; at: string }>(
    `select position, to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from events order by position`,
  );
  for (const { position, at } of rows) {
    const ms = new Date(Date.parse(at)).toISOString();
    const expected = rows.filter(row => row.at <= ms.replace('Z', '000Z')).length;
    expect(await positionAt(log.db, ms), `${position} at ${at}`).toBe(expected);
  }
  expect(await positionAt(log.db, '1999-01-01')).toBe(0);
  expect(await positionAt(log.db, '2999-01-01')).toBe(rows.length);
});
