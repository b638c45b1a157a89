import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureLocalSource, registerDemoSource } from '../../packages/core/src/log/sources.ts';
import type { EventsAnswer, EventView, ReportsAnswer, SubjectsAnswer } from '../../packages/core/src/wire/api.ts';
import type { Problem } from '../../packages/core/src/wire/problem.ts';
import { testApi } from '../setup/api.ts';
import { countReport, openTestLog, projectAll, type TestLog } from './support/log.ts';

let log: TestLog;
let api: ReturnType<typeof testApi>['app'];
beforeAll(async () => {
  log = await openTestLog();
  api = testApi(log.db).app;
  const local = await ensureLocalSource(log.db);
  await countReport(
    log.db,
    [
      ['ASSAULT', 'USA', 'IRQ', '2024-01-24'],
      ['ACCUSE', 'IRQ', 'USA', '2024-01-25'],
    ],
    { source: local, outlet: 'Tigris 100% Post', publishedAt: '2024-01-25' },
  );
  await countReport(log.db, [['CONSULT', 'IRN', 'IRQ', '2024-01-26']], {
    outlet: 'Gulf Courier',
    publishedAt: '2024-01-26',
  });
  await countReport(log.db, [['THREATEN', 'IRN', 'USA', '2024-01-27']], {
    source: await registerDemoSource(log.db),
    publishedAt: '2024-01-27',
  });
  await projectAll(log.db);
});
afterAll(() => log.drop());

const read = async <T>(path: string): Promise<T> => (await (await api.request(path)).json()) as T;
const typesOf = async (query: string) =>
  (await read<EventsAnswer>(`/events?${query}`)).events.map(it => it.type).sort();

describe('a filter lets through what fits all of it', () => {
  test.each([
    ['type=assault', ['ASSAULT']],
    ['quad=4', ['ASSAULT']],
    ['subject=USA-IRQ', ['ACCUSE', 'ASSAULT']],
    ['actor=iran', ['CONSULT', 'THREATEN']],
    ['actor=IRN&recipient=united', ['THREATEN']],
    ['outlet=gulf', ['CONSULT']],
    ['outlet=100%25', ['ACCUSE', 'ASSAULT']],
    ['outlet=1%25t', []],
    ['source=demo', ['THREATEN']],
    ['q=happened+between', ['ACCUSE', 'ASSAULT', 'CONSULT', 'THREATEN']],
    ['q=nobody+wrote+this', []],
    ['from=2024-01-25&to=2024-01-26', ['ACCUSE', 'CONSULT']],
    ['status=suppressed', []],
    ['actor=%27%3B+drop+table+reports%3B--', []],
  ])('%s', async (query, types) => {
    expect(await typesOf(query)).toEqual(types);
  });

  test('and one that cannot be read is refused with what to write instead', async () => {
    for (const [query, words] of [
      ['type=HUG', 'ASSAULT'],
      ['quad=5', '1 to 4'],
      ['from=yesterday', '2024-01-25'],
      ['status=maybe', 'suppressed'],
      ['cursor=somewhere', 'next'],
      ['report=17', 'report id'],
    ]) {
      const response = await api.request(`/events?${query}`);
      expect(response.status).toBe(422);
      expect(JSON.stringify((await response.json()) as Problem)).toContain(words);
    }
    expect((await api.request('/reports?cursor=2')).status).toBe(422);
    expect((await api.request('/subjects?cursor=2')).status).toBe(422);
  });
});

describe('a list is the same however it is read', () => {
  const byPages = async () => {
    const all: EventView[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: EventsAnswer = await read(`/events?limit=1&cursor=${cursor}`);
      all.push(...page.events);
      cursor = page.next;
    }
    return all;
  };

  test('events by pages, as one answer, as NDJSON and as CSV', async () => {
    const { events } = await read<EventsAnswer>('/events');
    expect(events).toHaveLength(4);
    expect(await byPages()).toEqual(events);
    const ndjson = await (await api.request('/events?format=ndjson')).text();
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual(events);
    const csv = await (await api.request('/events?format=csv')).text();
    const [head = '', ...rows] = csv.trimEnd().split('\r\n');
    expect(rows.map(row => row.split(',')[0])).toEqual(events.map(it => it.id));
    expect(head.split(',')).toContain('actorWords');
    expect(await (await api.request('/events?format=csv&type=ASSAULT')).text()).toContain('Tigris 100% Post');
    expect((await (await api.request('/events?format=ndjson&limit=3')).text()).trimEnd().split('\n')).toHaveLength(3);
  });

  test('a file holds what was known when it began, though more is counted while it is read', async () => {
    const { events } = await read<EventsAnswer>('/events');
    const response = await api.request('/events?format=ndjson');
    await countReport(log.db, [['AID', 'USA', 'IRQ', '2024-01-28']], { publishedAt: '2024-01-28' });
    await projectAll(log.db);
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines.map(line => (JSON.parse(line) as EventView).id)).toEqual(events.map(it => it.id));
  });

  test('subjects by pages agree with each other, though the ranking moves in between', async () => {
    const { subjects: all } = await read<SubjectsAnswer>('/subjects');
    const first: SubjectsAnswer & { next: string } = await read('/subjects?limit=2');
    await countReport(log.db, [['ASSAULT', 'IRN', 'ISR', '2024-01-29']], { publishedAt: '2024-01-29' });
    await projectAll(log.db);
    const rest: SubjectsAnswer & { next: string | null } = await read(`/subjects?limit=500&cursor=${first.next}`);
    expect([...first.subjects, ...rest.subjects].map(it => it.subject)).toEqual(all.map(it => it.subject));
    expect(rest.next).toBeNull();
    const pairs = await read<SubjectsAnswer>('/subjects?kind=dyad');
    expect(new Set(pairs.subjects.map(it => it.kind))).toEqual(new Set(['dyad']));
    expect((await (await api.request('/subjects?format=csv&kind=dyad')).text()).trimEnd().split('\r\n')).toHaveLength(
      pairs.subjects.length + 1,
    );
  });

  test('reports as NDJSON and CSV', async () => {
    const { reports } = await read<ReportsAnswer>('/reports');
    const ndjson = (await (await api.request('/reports?format=ndjson')).text()).trimEnd().split('\n');
    expect(ndjson.map(line => JSON.parse(line))).toEqual(reports);
    const csv = (await (await api.request('/reports?format=csv&status=coded')).text()).trimEnd().split('\r\n');
    expect(csv).toHaveLength(reports.length + 1);
  });
});
