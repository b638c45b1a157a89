import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Without } from '../../packages/core/src/domain/without.ts';
import { parseWithout } from '../../packages/core/src/domain/without.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { registerDemoSource, withdrawSources } from '../../packages/core/src/log/sources.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { emptyViews } from './support/history.ts';
import { type Act, count, countReport, openTestLog, projectAll, type TestLog } from './support/log.ts';

const DAY = '2024-01-24';
const strike = (p: number, day = DAY): Act => ['ASSAULT', 'USA', 'IRQ', day, p, null, [1, 2, 3]];

let log: TestLog;
let demo: Awaited<ReturnType<typeof registerDemoSource>>;
beforeAll(async () => {
  log = await openTestLog();
  demo = await registerDemoSource(log.db);
  await countReport(log.db, [strike(0.7)], { outlet: 'Gazette' });
  await countReport(log.db, [strike(0.9, '2024-01-25')], { outlet: 'Herald' });
  await countReport(log.db, [strike(0.6), ['ACCUSE', 'IRQ', 'USA', DAY, 0.8]], { outlet: 'Herald' });
  await countReport(log.db, [strike(0.8)], { source: demo, outlet: 'Courier' });
});
afterAll(() => log.drop());
beforeEach(async () => {
  await emptyViews(log.db);
  await projectAll(log.db);
});

const none: Without = { sources: [], families: [], stories: [] };
const queries = () => createQueries(log.db, () => '2024-01-26');
const conflict = async (without?: Without, asOf?: number) => {
  const range = { from: '2024-01-23', to: '2024-01-25' };
  const rest = { ...(without ? { without } : {}), ...(asOf === undefined ? {} : { asOf }) };
  const { points } = await queries().series({ subject: 'IRQ-USA', indicator: 'conflict', ...range, ...rest });
  return points.map(point => [point.at, point.value, point.reports]);
};

describe('what is left without', () => {
  test('a family: its stories are valued from the others, on the day of the surest of these, and its reports cover nothing', async () => {
    expect(await conflict()).toEqual([
      ['2024-01-23', null, 0],
      ['2024-01-24', 2.4, 3],
      ['2024-01-25', 20.938, 4],
    ]);
    expect(await conflict({ ...none, families: ['Herald'] })).toEqual([
      ['2024-01-23', null, 0],
      ['2024-01-24', 14.4, 2],
      ['2024-01-25', 0, 2],
    ]);
  });

  test('a source: the same as if it had never sent anything, whatever is asked', async () => {
    const without = { ...none, sources: [demo.sourceId] };
    const ask = async (how: { without?: Without }) => ({
      series: await conflict(how.without),
      subjects: (await queries().subjects(how)).subjects.map(({ lastEvent: _, ...it }) => it),
      behind: (await queries().contributions({ subject: 'IRQ-USA', indicator: 'tension', at: '2024-01-25', ...how }))
        .rows,
      peak: (
        await queries().contributions({ subject: 'IRQ-USA', indicator: 'peak-severity', at: '2024-01-25', ...how })
      ).value,
    });
    const asked = await ask({ without });
    await withdrawSources(log.db, [demo.sourceId], 'operator');
    await projectAll(log.db);
    const gone = await ask({});
    expect(asked.series).toEqual(gone.series);
    expect(asked.subjects).toEqual(gone.subjects);
    expect(asked.peak).toEqual(gone.peak);
    const plain = (rows: typeof gone.behind) =>
      rows.map(({ eventDay, conflict, share, events }) => [eventDay, conflict, share, events.length]);
    expect(plain(asked.behind)).toEqual(plain(gone.behind));
  });

  test('a story, by any of its events: the others stay, and so does the coverage', async () => {
    const { rows } = await log.db.$client.query<{ id: string }>(
      `select coded_event_id as id from story_members where until_position is null and key like 'ASSAULT%' order by since_position desc limit 1`,
    );
    const stories = [rows[0]?.id ?? ''];
    const at = (await conflict({ ...none, stories })).map(([day, value]) => [day, value]);
    expect(at.slice(1)).toEqual([
      ['2024-01-24', 2.4],
      ['2024-01-25', 0],
    ]);
  });

  test('nothing that is there: nothing changes; and asking leaves nothing behind, also as the apps ask', async () => {
    const all = await conflict();
    expect(await conflict({ ...none, families: ["O'Hara, Press); drop table events; --"], stories: ['x'] })).toEqual(
      all,
    );
    const app = openDatabase(log.url, { max: 1, as: 'app' });
    try {
      const asked = createQueries(app, () => '2024-01-26');
      const query = { subject: 'IRQ-USA', indicator: 'conflict' as const, at: DAY };
      const without = { ...none, families: ['Herald'] };
      const alone = await asked.contributions({ ...query, without });
      expect(alone.value).not.toBe((await asked.contributions(query)).value);
      expect(await asked.contributions({ ...query, without })).toEqual(alone);
    } finally {
      await app.$client.end();
    }
    expect(
      await count(log.db, `select count(*) as n from pg_class where relname in ('gone_stories', 'changed_rows')`),
    ).toBe(0);
    expect(await conflict()).toEqual(all);
  });

  test('as it was known before', async () => {
    expect(await conflict({ ...none, families: ['Gazette'] }, 4)).toEqual([
      ['2024-01-23', null, 0],
      ['2024-01-24', null, 0],
      ['2024-01-25', null, 0],
    ]);
  });
});

test.each<[string, Without | null]>([
  ['family:Press', { ...none, families: ['Press'] }],
  ['source:local,family:Press, Inc,story:1', { sources: ['local'], families: ['Press, Inc'], stories: ['1'] }],
  ['Press', null],
  ['family:', null],
  ['outlet:Press', null],
])('%j is read as %j', (text, expected) => {
  expect(parseWithout(text)).toEqual(expected);
});
