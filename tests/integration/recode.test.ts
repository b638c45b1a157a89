import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CoderVersion, Coding } from '../../packages/core/src/domain/coded-event.ts';
import { correct } from '../../packages/core/src/log/correct.ts';
import { headOf, readStream } from '../../packages/core/src/log/read.ts';
import {
  CODER_STREAM,
  differences,
  nextToRecode,
  promote,
  recodingProgress,
  saveRecodings,
} from '../../packages/core/src/log/recode.ts';
import { compareCodings } from '../../packages/core/src/views/compare-codings.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { codingOf, count, countReport, openTestLog, projectAll, type TestLog } from './support/log.ts';

const DAY = '2024-01-24';
const OTHER: CoderVersion = { name: 'other', version: '2' };

let log: TestLog;
let strike: string;
let rejected: string;
let quiet: string;
beforeAll(async () => {
  log = await openTestLog();
  strike = await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', DAY, 0.8]]);
  rejected = await countReport(log.db, [['ASSAULT', 'USA', 'IRQ', DAY, 0.7]]);
  quiet = await countReport(log.db, [], { countries: ['IRQ', 'USA'] });
  await countReport(log.db, [['AGREE', 'USA', 'IRQ', DAY, 0.9]]);
  const [event] = (await readStream(log.db, `report-${rejected}`)).flatMap(it =>
    it.type === 'ReportCoded' ? it.data.events : [],
  );
  const wanted = { do: 'reject' as const, event: event?.id ?? '', reason: 'a drill' };
  expect(await correct(log.db, { reportId: rejected, version: 0, userId: 'operator', wanted })).toMatchObject({
    status: 'corrected',
  });
  await projectAll(log.db);
});
afterAll(() => log.drop());

/** Sees no assault but an accusation where there was one, and an act in the quiet report. */
function otherCoding(reportId: string): Coding {
  const acts =
    reportId === strike || reportId === rejected
      ? [['ACCUSE', 'USA', 'IRQ', DAY, 0.9] as const]
      : reportId === quiet
        ? [['AID', 'USA', 'IRQ', DAY, 1] as const]
        : [['AGREE', 'USA', 'IRQ', DAY, 0.9] as const];
  return { ...codingOf(acts.map(act => [...act])), coder: OTHER };
}

const conflict = async (asOf?: number) => {
  const query = {
    subject: 'IRQ-USA',
    indicator: 'conflict' as const,
    at: DAY,
    ...(asOf === undefined ? {} : { asOf }),
  };
  return (await createQueries(log.db, () => '2024-01-26').contributions(query)).value;
};

test('reports are read again beside what counts, a batch at a time, and what would differ is known before anything changes', async () => {
  for (let batch = await nextToRecode(log.db, OTHER, 3); batch.length > 0; batch = await nextToRecode(log.db, OTHER, 3))
    await saveRecodings(
      log.db,
      OTHER,
      batch.map(({ id }) => ({ reportId: id, coding: otherCoding(id) })),
    );
  expect(await recodingProgress(log.db, OTHER)).toEqual({ done: 4, of: 4 });
  const changed: string[] = [];
  for await (const batch of differences(log.db, OTHER)) changed.push(...batch.map(it => it.reportId));
  expect(changed.sort()).toEqual([strike, rejected, quiet].sort());
  const before = await headOf(log.db);
  const { lines } = await compareCodings(log.db, differences(log.db, OTHER));
  expect(lines.map(line => line.subject).sort()).toEqual(['IRQ', 'IRQ-USA', 'USA']);
  expect(await headOf(log.db)).toBe(before);
  expect(await conflict()).toBe(7.2);
  expect(await count(log.db, `select count(*) as n from pg_namespace where nspname like 'recoding%'`)).toBe(0);
});

test('a promotion moves the lines by rows of their own; what was known before stays, and what a person said holds', async () => {
  const before = await headOf(log.db);
  const promoted = await promote(log.db, OTHER, 'operator');
  expect(promoted).toEqual({ position: before + 1, reports: 3 });
  await projectAll(log.db);
  expect(await conflict()).toBe(2.7);
  expect(await conflict(before)).toBe(7.2);
  const { rows } = await log.db.execute<{ reason: string }>(
    sql`select distinct reason from contributions where position > ${before}`,
  );
  expect(rows.map(row => row.reason)).toEqual(['reclassified']);
  expect(await createQueries(log.db, () => '2024-01-26').promotions()).toMatchObject([
    { position: before + 1, coder: OTHER, userId: 'operator' },
  ]);
  const report = await createQueries(log.db, () => '2024-01-26').report(rejected);
  expect(report).toMatchObject({ events: [], rejected: [{ type: 'ACCUSE' }] });
  expect((await verify(log.db)).equal).toBe(true);
});

test('a promotion that was broken off is gone on with; a second one changes nothing; going back is another promotion', async () => {
  const head = await headOf(log.db);
  expect((await promote(log.db, OTHER, 'operator')).reports).toBe(0);
  expect(await headOf(log.db)).toBe(head);
  const first: CoderVersion = { name: 'example', version: '1' };
  const acts = (id: string) =>
    id === quiet ? [] : [[id === strike ? 'ASSAULT' : 'AGREE', 'USA', 'IRQ', DAY, 0.8] as const];
  const batch = await nextToRecode(log.db, first);
  await saveRecodings(
    log.db,
    first,
    batch.map(({ id }) => ({
      reportId: id,
      coding: codingOf(
        acts(id).map(act => [...act]),
        ['IRQ', 'USA'],
      ),
    })),
  );
  await promote(log.db, first, 'operator');
  expect((await readStream(log.db, CODER_STREAM)).length).toBe(2);
  await projectAll(log.db);
  expect(await conflict()).toBe(7.2);
  expect((await verify(log.db)).equal).toBe(true);
});
