import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays } from '../../packages/core/src/domain/day.ts';
import type { EventType } from '../../packages/core/src/domain/ontology.ts';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { headOf, readAll } from '../../packages/core/src/log/read.ts';
import { receive } from '../../packages/core/src/log/receive.ts';
import { coded, settle } from '../../packages/core/src/log/settle.ts';
import { ensureLocalSource } from '../../packages/core/src/log/sources.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { createProjector } from '../../packages/core/src/views/projector.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { projectedPosition } from '../../packages/core/src/views/versions.ts';
import {
  type Act,
  arrival,
  codingOf,
  count,
  openTestLog,
  projectAll,
  projectOnce,
  silent,
  type TestLog,
} from './support/log.ts';

describe('two sessions that append at once (R-38)', () => {
  let log: TestLog;
  beforeAll(async () => {
    log = await openTestLog();
  });
  afterAll(() => log.drop());
  const removal = (): NewEvent => {
    const streamId = `line-${randomUUID()}`;
    return { type: 'ThresholdRemoved', eventId: randomUUID(), streamId, data: { thresholdId: streamId } };
  };

  test('are in the log in the order of their commits, and the projector and any other reader see both', async () => {
    const projector = createProjector({
      url: log.url,
      logger: silent,
      onFatal: error => {
        throw error;
      },
      pollMs: 20,
    });
    const before = await headOf(log.db);
    const [slow, quick] = [removal(), removal()];
    const quickDone = vi.fn();
    let quickly: Promise<unknown> = Promise.resolve();
    await log.db.transaction(async tx => {
      // The first has its position and has not committed yet.
      const [first] = await append(tx, [slow]);
      expect(first?.position).toBe(before + 1);
      quickly = append(log.other, [quick]).then(quickDone);
      // The second waits for it on the server: a later position cannot be seen while an earlier one is not.
      await vi.waitFor(async () => {
        expect(
          await count(
            log.other,
            `select count(*) as n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
          ),
        ).toBe(1);
      });
      expect(await readAll(log.other, before, 10)).toEqual([]);
      expect(quickDone).not.toHaveBeenCalled();
    });
    await quickly;
    const seen = await readAll(log.other, before, 10);
    expect(seen.map(event => [event.position, event.eventId])).toEqual([
      [before + 1, slow.eventId],
      [before + 2, quick.eventId],
    ]);
    await vi.waitFor(async () => expect(await projectedPosition(log.db)).toBe(before + 2), { timeout: 10_000 });
    await projector.stop();
    expect((await verify(log.db)).equal).toBe(true);
  });
});

const REPORTS = 90;
const FIRST_DAY = '2024-01-01';
const TYPES: EventType[] = ['ASSAULT', 'ACCUSE', 'AGREE', 'CONSULT', 'SANCTION', 'THREATEN'];
const PAIRS = [
  ['USA', 'IRQ'],
  ['IRN', 'USA'],
  ['RUS', 'UKR'],
] as const;
const SUBJECTS = ['IRQ-USA', 'IRN-USA', 'RUS-UKR', 'USA', 'world'];
const INDICATORS = ['tension', 'conflict', 'cooperation'] as const;

/** The n-th report of what happened on its day, published up to seven days later; some tell the same as the one before. */
function told(n: number) {
  const teller = n % 5 === 4 ? n - 1 : n;
  const day = addDays(FIRST_DAY, Math.floor(teller / 5));
  const [actor, recipient] = PAIRS[teller % 3] ?? PAIRS[0];
  const act: Act = [TYPES[teller % TYPES.length] ?? 'ASSAULT', actor, recipient, day, 0.6 + (n % 4) / 10];
  const words = Array.from({ length: 12 }, (_, i) => `word${teller * 31 + i}`).join(' ');
  return {
    acts: n % 11 === 10 ? [] : [act],
    fields: {
      id: `report-${n}`,
      text: words,
      publishedAt: addDays(day, n % 8),
      outlet: `Outlet ${n % 6}`,
    },
  };
}

function chunks(all: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

type Delivery = { arriving: readonly number[]; reading: readonly number[]; batch: number };

/** What the views say in the end, without positions and times of recording, which are the order itself. */
async function delivered({ arriving, reading, batch }: Delivery) {
  const log = await openTestLog();
  try {
    const source = await ensureLocalSource(log.db);
    const ids = new Map<number, string>();
    for (const some of chunks(arriving, 9)) {
      const receptions = await receive(
        log.db,
        some.map(n => arrival(source, told(n).fields)),
      );
      for (const [i, reception] of receptions.entries())
        if ('reportId' in reception) ids.set(some[i] ?? 0, reception.reportId);
    }
    for (const some of chunks(reading, 9)) {
      await settle(
        log.db,
        some.map(n => coded(ids.get(n) ?? '', codingOf(told(n).acts, ['IRQ', 'USA']))),
      );
      await projectOnce(log.db, batch);
    }
    await projectAll(log.db, batch);
    expect((await verify(log.db)).equal).toBe(true);
    const rows = async (query: string) => (await log.db.$client.query<{ row: string }>(query)).rows.map(it => it.row);
    const queries = createQueries(log.db, () => addDays(FIRST_DAY, 30));
    const range = { from: FIRST_DAY, to: addDays(FIRST_DAY, 30) };
    const readings: Record<string, unknown> = {};
    for (const subject of SUBJECTS)
      for (const indicator of INDICATORS)
        if (subject !== 'world' || indicator !== 'tension')
          readings[`${indicator} of ${subject}`] = (await queries.series({ subject, indicator, ...range })).points;
    return {
      days: await rows(
        `select (subject, day, conflict, cooperation)::text as row from subject_days order by subject collate "C", day`,
      ),
      reports: await rows(
        `select (r.external_id, d.published_day, d.outlet, d.outlet_family, d.outcome, d.reason, d.countries, d.earliest_event_day)::text as row
         from report_days d join reports r on r.report_id = d.report_id order by r.external_id`,
      ),
      readings,
    };
  } finally {
    await log.drop();
  }
}

test('reports that come up to seven days late, in any order, some of them again, give the readings of the tidy order (R-19)', async () => {
  const tidy = Array.from({ length: REPORTS }, (_, n) => n);
  const expected = await delivered({ arriving: tidy, reading: tidy, batch: 500 });
  expect(expected.days.length).toBeGreaterThan(50);
  expect(expected.reports).toHaveLength(REPORTS);
  const anyOrder = fc.shuffledSubarray(tidy, { minLength: REPORTS });
  await fc.assert(
    fc.asyncProperty(
      anyOrder,
      fc.array(fc.nat({ max: REPORTS - 1 }), { maxLength: 20 }),
      anyOrder,
      fc.integer({ min: 3, max: 60 }),
      async (once, again, reading, batch) => {
        expect(await delivered({ arriving: [...once, ...again], reading, batch })).toEqual(expected);
      },
    ),
    { numRuns: 3 },
  );
}, 120_000);
