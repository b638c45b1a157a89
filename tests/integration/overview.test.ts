import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_WATCHED, watch } from '../../packages/core/src/log/watch-list.ts';
import type { FeedAnswer, SubjectsAnswer, WatchListAnswer } from '../../packages/core/src/wire/api.ts';
import { testApi } from '../setup/api.ts';
import { countReport, openTestLog, projectAll, type TestLog } from './support/log.ts';

let log: TestLog;
let api: ReturnType<typeof testApi>['app'];
beforeAll(async () => {
  log = await openTestLog();
  api = testApi(log.db).app;
});
afterAll(() => log.drop());

const read = async <T>(path: string): Promise<T> => (await (await api.request(path)).json()) as T;
const shown = (feed: FeedAnswer) =>
  feed.entries.map(entry => (entry.kind === 'event' ? entry.event.type : entry.reports));

describe('the newest events', () => {
  test('of a log without any are none, and of one without events a count of reports', async () => {
    await projectAll(log.db);
    expect(shown(await read('/feed'))).toEqual([]);
    await countReport(log.db, [], { countries: ['IRQ'] });
    await projectAll(log.db);
    expect(shown(await read('/feed'))).toEqual([1]);
  });

  test('have between them how many reports held none, by when these came in', async () => {
    for (const acts of [
      [['AID', 'USA', 'IRQ', '2024-01-25']],
      [],
      [],
      [
        ['ASSAULT', 'USA', 'IRQ', '2024-01-26'],
        ['ACCUSE', 'IRQ', 'USA', '2024-01-26'],
      ],
      [['THREATEN', 'IRN', 'USA', '2024-01-27']],
      [],
    ] as Parameters<typeof countReport>[1][])
      await countReport(log.db, acts, { countries: ['IRQ', 'USA', 'IRN'] });
    await projectAll(log.db);
    const feed = await read<FeedAnswer>('/feed');
    expect(shown(feed)).toEqual([1, 'THREATEN', 'ASSAULT', 'ACCUSE', 2, 'AID', 1]);
    for (const entry of feed.entries)
      if (entry.kind === 'quiet') expect(Date.parse(entry.from)).toBeLessThanOrEqual(Date.parse(entry.to));
  });

  test('do not count what came before the oldest that is shown', async () => {
    expect(shown(await read('/feed?limit=2'))).toEqual([1, 'THREATEN', 'ASSAULT']);
    expect(shown(await read('/feed?limit=4'))).toEqual([1, 'THREATEN', 'ASSAULT', 'ACCUSE', 2, 'AID']);
  });

  test('as of a position are those of then', async () => {
    const { asOf } = await read<FeedAnswer>('/feed');
    const before = shown(await read('/feed'));
    await countReport(log.db, [['REJECT', 'IRN', 'USA', '2024-01-28']]);
    await projectAll(log.db);
    expect(shown(await read(`/feed?asOf=${asOf}`))).toEqual(before);
    expect(shown(await read('/feed'))[0]).toBe('REJECT');
  });
});

describe('a watch-list', () => {
  const change = async (method: string, subject: string) =>
    (await api.request(`/watch-list/${subject}`, { method })).status;

  test('keeps what its user put on it once, in whatever order the pair was named', async () => {
    expect(await change('PUT', 'USA-IRQ')).toBe(204);
    expect(await change('PUT', 'IRQ-USA')).toBe(204);
    expect(await change('PUT', 'IRN')).toBe(204);
    expect((await read<WatchListAnswer>('/watch-list')).subjects).toEqual(['IRN', 'IRQ-USA']);
    const { subjects } = await read<SubjectsAnswer>('/subjects?watch=1');
    expect(subjects.map(it => it.subject).sort()).toEqual(['IRN', 'IRQ-USA']);
    expect(await change('DELETE', 'USA-IRQ')).toBe(204);
    expect(await change('DELETE', 'USA-IRQ')).toBe(204);
    expect((await read<WatchListAnswer>('/watch-list')).subjects).toEqual(['IRN']);
  });

  test('is of one user alone', async () => {
    const other = testApi(log.db, { userId: 'somebody-else' }).app;
    expect(await (await other.request('/watch-list')).json()).toEqual({ subjects: [] });
  });

  test('takes no subject that is none, nor more than a person can watch', async () => {
    expect(await change('PUT', 'nowhere')).toBe(422);
    expect(await change('PUT', 'world')).toBe(422);
    for (let n = 0; n < MAX_WATCHED; n += 1)
      await watch(log.db, 'collector', `A${String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26))}`);
    const collector = testApi(log.db, { userId: 'collector' }).app;
    expect((await collector.request('/watch-list/IRQ', { method: 'PUT' })).status).toBe(422);
  });
});

test('a part of the ranking is chosen by region, name, alert and change alike', async () => {
  const names = async (query: string) =>
    (await read<SubjectsAnswer>(`/subjects?${query}`)).subjects.map(it => it.subject).sort();
  expect(await names('kind=dyad&region=southern-asia')).toEqual(['IRN-USA']);
  expect(await names('kind=country&region=asia')).toEqual(['IRN', 'IRQ']);
  expect(await names('kind=country&q=iraq')).toEqual(['IRQ']);
  expect(await names('q=irq-usa')).toEqual(['IRQ-USA']);
  expect(await names('alert=1')).toEqual([]);
  expect(await names('rising=1')).toEqual([]);
  expect((await api.request('/subjects?region=atlantis')).status).toBe(422);
});
