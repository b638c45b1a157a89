import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../packages/core/src/domain/day.ts';
import { headOf } from '../../packages/core/src/log/read.ts';
import { ensureLocalSource, registerDemoSource, withdrawSources } from '../../packages/core/src/log/sources.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import type { Queries } from '../../packages/core/src/views/queries.ts';
import { projectedPosition } from '../../packages/core/src/views/versions.ts';
import { type Act, countReport, openTestLog, projectAll, receiveReport, type TestLog } from './support/log.ts';

const TODAY = '2026-11-24';
/** The acts of the worked example, with its p. */
const SEED: Act[] = [
  ['AGREE', 'USA', 'IRQ', '2024-01-25', 0.95],
  ['ACCUSE', 'IRQ', 'USA', '2024-01-24', 0.9, 'allege'],
  ['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85, 'aerial'],
  ['CONSULT', 'IRQ', 'USA', '2024-01-25', 0.7],
];
const DYAD = { subject: 'IRQ-USA', indicator: 'tension' } as const;

let log: TestLog;
let queries: Queries;
beforeAll(async () => {
  log = await openTestLog();
  queries = createQueries(log.db, () => TODAY);
});
afterAll(() => log.drop());

describe('what was known at a position', () => {
  test('is answered later as it was answered then', async () => {
    const then: { position: number; series: unknown; behind: unknown }[] = [];
    const range = { from: '2024-01-20', to: '2024-02-12' };
    const ask = async (asOf?: number) => {
      const pinned = asOf === undefined ? {} : { asOf };
      const { points } = await queries.series({ ...DYAD, ...range, ...pinned });
      const { value, conflictMass, cooperationMass, rows } = await queries.contributions({
        ...DYAD,
        at: '2024-01-26',
        ...pinned,
      });
      return { series: points, behind: { value, conflictMass, cooperationMass, rows } };
    };
    const note = async () => {
      await projectAll(log.db);
      then.push({ position: await projectedPosition(log.db), ...(await ask()) });
    };
    const demo = await registerDemoSource(log.db);
    await note();
    await countReport(log.db, SEED, { outlet: 'Gazette' });
    await note();
    await countReport(log.db, [['ASSAULT', 'IRQ', 'USA', '2024-01-26', 0.6]], {
      source: demo,
      publishedAt: '2024-01-26',
    });
    await note();
    await countReport(log.db, [['SANCTION', 'USA', 'IRQ', '2024-01-22', 0.8]], {
      outlet: 'Herald',
      publishedAt: '2024-01-22',
    });
    await note();
    await withdrawSources(log.db, [demo.sourceId], 'operator');
    await note();

    for (const { position, series, behind } of then) {
      expect(await ask(position)).toEqual({ series, behind });
    }
    expect(new Set(then.map(it => JSON.stringify(it.series))).size).toBe(5);
    expect(then.at(-1)?.position).toBe(await headOf(log.db));
  });

  test('beyond what the views have reached is what they have reached, and the answer says so', async () => {
    const position = await projectedPosition(log.db);
    expect((await queries.series({ ...DYAD, asOf: position + 1_000 })).asOf).toBe(position);
    expect((await queries.contributions({ ...DYAD, at: '2024-01-25', asOf: position + 1_000 })).asOf).toBe(position);
  });
});

describe('on a log with the worked example alone', () => {
  let own: TestLog;
  let ask: Queries;
  beforeAll(async () => {
    own = await openTestLog();
    ask = createQueries(own.db, () => TODAY);
    await countReport(own.db, SEED);
    await projectAll(own.db);
  });
  afterAll(() => own.drop());

  test('the series without a range is the covered days: low from 24 January to 7 February', async () => {
    const { points, unit, step } = await ask.series(DYAD);
    expect([points[0]?.at, points.at(-1)?.at, points.length]).toEqual(['2024-01-24', '2024-02-07', 15]);
    expect(new Set(points.map(point => point.coverage))).toEqual(new Set(['low']));
    expect(points[0]?.value).toBeCloseTo(30.4, 1);
    expect(points[1]?.value).toBeCloseTo(27.3, 1);
    expect({ unit, step }).toEqual({ unit: 'points', step: 'day' });
  });

  test('a gap stands before and after, never beyond today', async () => {
    const { points } = await ask.series({ ...DYAD, from: '2024-01-22', to: '2024-02-09' });
    expect(points.filter(point => point.value === null).map(point => point.at)).toEqual([
      '2024-01-22',
      '2024-01-23',
      '2024-02-08',
      '2024-02-09',
    ]);
    const { points: last } = await ask.series({ ...DYAD, from: addDays(TODAY, -2), to: addDays(TODAY, 9) });
    expect(last.map(point => point.at)).toEqual([addDays(TODAY, -2), addDays(TODAY, -1), TODAY]);
  });

  test('a range that is asked of a subject nobody wrote about is a gap of fourteen days', async () => {
    const { points } = await ask.series({ subject: 'FRA', indicator: 'tension' });
    expect(points).toHaveLength(14);
    expect(points.every(point => point.value === null)).toBe(true);
  });

  test('weeks and hours agree with the days', async () => {
    const week = await ask.series({
      ...DYAD,
      indicator: 'conflict',
      from: '2024-01-22',
      to: '2024-01-28',
      step: 'week',
    });
    expect(week.points.map(point => [point.at, point.value])).toEqual([['2024-01-22', 11.225]]);
    const hours = await ask.series({ ...DYAD, from: '2024-01-24', to: '2024-01-25', step: 'hour' });
    expect(hours.points).toHaveLength(48);
    const days = await ask.series({ ...DYAD, from: '2024-01-24', to: '2024-01-25' });
    expect([hours.points[23]?.value, hours.points[47]?.value]).toEqual(days.points.map(point => point.value));
  });

  test.each(['2024-01-24', '2024-01-25', '2024-01-31', '2024-02-07'])(
    'the shares behind %s add up to its value',
    async at => {
      const answer = await ask.contributions({ ...DYAD, at });
      const { points } = await ask.series({ ...DYAD, from: at, to: at });
      expect(answer.value).toBe(points[0]?.value);
      expect(answer.rows.reduce((sum, row) => sum + (row.share ?? 0), 0)).toBeCloseTo(answer.value ?? Number.NaN, 4);
      const mass = (key: 'conflict' | 'cooperation') => answer.rows.reduce((sum, row) => sum + row[key] * row.decay, 0);
      expect(mass('conflict')).toBeCloseTo(answer.conflictMass, 4);
      expect(mass('cooperation')).toBeCloseTo(answer.cooperationMass, 4);
      expect(answer.rows.every(row => row.events.length === 1)).toBe(true);
    },
  );

  test('the shares of a mass are its amounts', async () => {
    const answer = await ask.contributions({ ...DYAD, indicator: 'conflict', at: '2024-01-24' });
    expect(answer).toMatchObject({ value: 11.225, conflictMass: 11.225 });
    expect(answer.rows.map(row => row.share)).toEqual([8.075, 3.15]);
    expect((await ask.contributions({ ...DYAD, indicator: 'cooperation', at: '2024-01-24' })).rows).toEqual([]);
  });

  test('a day without cover has no value and no shares', async () => {
    const answer = await ask.contributions({ ...DYAD, at: '2024-02-08' });
    expect(answer).toMatchObject({ value: null, coverage: 'none', reports: 0 });
    expect(answer.rows.every(row => row.share === 0)).toBe(true);
  });

  test('the page stands at the day of the latest report, with its ranking', async () => {
    expect(await ask.standing('IRQ-USA')).toMatchObject({
      day: '2024-01-25',
      from: '2024-01-24',
      to: '2024-02-07',
      first: '2024-01-24',
      latestReport: '2024-01-25',
      recordedDay: null,
    });
    const { day, subjects } = await ask.subjects();
    expect(day).toBe('2024-01-25');
    expect(subjects.map(it => it.subject).sort()).toEqual(['IRQ', 'IRQ-USA', 'USA']);
    const dyad = subjects.find(it => it.subject === 'IRQ-USA');
    expect(dyad).toMatchObject({ name: 'Iraq–United States', kind: 'dyad', coverage: 'low', reports: 1, change: null });
    expect(dyad?.spark).toHaveLength(90);
    expect(dyad?.lastEvent?.date).toBe('2024-01-25');
  });
});

describe('events', () => {
  let own: TestLog;
  let ask: Queries;
  const ids: string[] = [];
  beforeAll(async () => {
    own = await openTestLog();
    ask = createQueries(own.db, () => TODAY);
    for (let n = 0; n < 7; n += 1) ids.push(await countReport(own.db, SEED.slice(0, 1 + (n % 4))));
    await projectAll(own.db);
  });
  afterAll(() => own.drop());

  test.each([1, 2, 3, 5, 100])('come in pages of %i without loss or repeat, newest first', async limit => {
    const seen: { id: string; position: number }[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await ask.events({ limit, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.events.length).toBeLessThanOrEqual(limit);
      seen.push(...page.events);
      cursor = page.next ?? undefined;
      pages += 1;
    } while (cursor !== undefined);
    expect(new Set(seen.map(event => event.id)).size).toBe(16);
    expect(seen).toHaveLength(16);
    expect(pages).toBe(Math.ceil(16 / limit));
    const positions = seen.map(event => event.position);
    expect(positions).toEqual([...positions].sort((a, b) => b - a));
  });

  test('come by weight when asked so, the heaviest first', async () => {
    const { events, next } = await ask.events({ subject: 'IRQ-USA', order: 'weight', limit: 5 });
    const weights = events.map(event => Math.abs(event.score) * event.confidence.overall);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(events[0]?.type).toBe('ASSAULT');
    expect(next).toBeNull();
  });

  test('are found by subject, report, type and day', async () => {
    const size = async (query: Parameters<Queries['events']>[0]) =>
      (await ask.events({ limit: 100, ...query })).events.length;
    expect(await size({ subject: 'IRQ-USA' })).toBe(16);
    expect(await size({ subject: 'FRA' })).toBe(0);
    expect(await size({ report: ids[3] ?? '' })).toBe(4);
    expect(await size({ type: 'AGREE' })).toBe(7);
    expect(await size({ to: '2024-01-24' })).toBe(8);
    expect(await size({ from: '2024-01-25' })).toBe(8);
    expect(await size({ status: 'suppressed' })).toBe(0);
  });
});

describe('reports', () => {
  let own: TestLog;
  let ask: Queries;
  beforeAll(async () => {
    own = await openTestLog();
    ask = createQueries(own.db, () => TODAY);
  });
  afterAll(() => own.drop());

  test('are counted by what became of them, and listed in pages', async () => {
    const source = await ensureLocalSource(own.db);
    await countReport(own.db, SEED);
    await countReport(own.db, [], { countries: ['IRQ'] });
    const waiting = await receiveReport(own.db, source, { title: 'Waiting' });
    expect(await ask.status()).toMatchObject({
      received: 3,
      pending: 1,
      coded: 1,
      notCoded: 1,
      failed: 0,
      projected: 0,
    });
    expect((await ask.status()).lagSeconds).toBeGreaterThan(0);
    await projectAll(own.db);
    expect(await ask.status()).toMatchObject({ position: 6, projected: 6, lagSeconds: 0 });

    const first = await ask.reports({ limit: 2 });
    expect(first.reports.map(report => report.reportId)[0]).toBe(waiting);
    const second = await ask.reports({ limit: 2, cursor: first.next ?? '' });
    expect([first.reports.length, second.reports.length, second.next]).toEqual([2, 1, null]);
    expect((await ask.reports({ status: 'coded' })).reports).toHaveLength(1);
  });

  test('have a receipt that says how far they have come', async () => {
    const source = await ensureLocalSource(own.db);
    const received = await receiveReport(own.db, source, { id: 'mine' });
    expect(await ask.receipt(received)).toMatchObject({ id: 'mine', status: 'received', position: null });
    const counted = await countReport(own.db, SEED, { publishedAt: '2024-01-26' });
    expect((await ask.receipt(counted))?.status).toBe('coded');
    await projectAll(own.db);
    expect((await ask.receipt(counted))?.status).toBe('counted');
    expect(await ask.receipt('99999999-9999-5999-8999-999999999999')).toBeNull();
  });
});
