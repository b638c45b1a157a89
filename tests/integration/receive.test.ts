import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStream } from '../../packages/core/src/log/read.ts';
import { receive } from '../../packages/core/src/log/receive.ts';
import { reports } from '../../packages/core/src/log/schema.ts';
import {
  ensureLocalSource,
  registerDemoSource,
  type Source,
  withdrawSources,
} from '../../packages/core/src/log/sources.ts';
import { arrival, count, openTestLog, type TestLog } from './support/log.ts';

let log: TestLog;
let local: Source;
let other: Source;
beforeAll(async () => {
  log = await openTestLog();
  local = await ensureLocalSource(log.db);
  other = await registerDemoSource(log.db);
});
afterAll(() => log.drop());

let texts = 0;
function text(): string {
  texts += 1;
  return `Something happened, for the ${texts}. time`;
}
const take = (source: Source, ...all: object[]) =>
  receive(
    log.db,
    all.map(fields => arrival(source, fields)),
  );
const stored = () => count(log.db, 'select count(*) as n from reports');
const recorded = () => count(log.db, `select count(*) as n from events where type = 'ReportReceived'`);

/** Runs something and says how many reports and events it added. */
async function added(work: () => Promise<unknown>): Promise<[reports: number, events: number]> {
  const before = [await stored(), await recorded()] as const;
  await work();
  return [(await stored()) - before[0], (await recorded()) - before[1]];
}

describe('a report that is new', () => {
  test('is on disk with its bytes, its text and its event', async () => {
    const fields = {
      id: 'whole "one" \\ {a,b}',
      title: 'A title',
      text: text(),
      url: 'https://example.org/1',
      publishedAt: '2024-01-25T01:30:00+03:00',
      language: 'en',
      outlet: { name: 'Gazette', family: 'Press', country: 'GBR' },
      tags: ['plain', 'with "quotes"', 'back\\slash', '{brace}', 'a,b', 'NULL', ''],
      meta: { nested: ['"', null, 1.5] },
    };
    const [reception] = await take(local, fields);
    const reportId = reception && 'reportId' in reception ? reception.reportId : '';
    expect(reception?.status).toBe('accepted');
    const [row] = await log.db.select().from(reports).where(eq(reports.reportId, reportId));
    expect(row).toMatchObject({
      externalId: fields.id,
      text: `A title\n\n${fields.text}`,
      titleLength: 7,
      publishedAt: '2024-01-25T01:30:00+03:00',
      outlet: fields.outlet,
      tags: fields.tags,
      meta: fields.meta,
      status: 'pending',
      attempts: 0,
    });
    expect(row?.raw.toString()).toBe(JSON.stringify(fields));
    const [event] = await readStream(log.db, `report-${reportId}`);
    expect(event).toMatchObject({
      type: 'ReportReceived',
      data: {
        publishedDay: '2024-01-25',
        publishedAt: '2024-01-24T22:30:00.000Z',
        outlet: 'Gazette',
        outletFamily: 'Press',
      },
    });
    expect(JSON.stringify(event)).not.toContain('Something happened');
  });

  test('is its own report per source', async () => {
    const fields = { id: 'shared', text: text() };
    expect(await added(async () => [await take(local, fields), await take(other, fields)])).toEqual([2, 2]);
  });

  test('at a URL that is known, with other text, is new', async () => {
    const url = 'https://example.org/same';
    expect(await added(() => take(local, { url, text: text() }, { url, text: text() }))).toEqual([2, 2]);
  });

  test('with the same text on another day is new', async () => {
    const words = text();
    const days = ['2024-01-25', '2024-01-26'].map(publishedAt => ({ text: words, publishedAt }));
    expect(await added(() => take(local, ...days))).toEqual([2, 2]);
  });
});

describe('a report that is sent again', () => {
  test.each([
    ['by its id', { id: 'again' }, { id: 'again' }],
    ['by its content alone', {}, {}],
    ['under another id', { id: 'first' }, { id: 'second' }],
    ['without the id', { id: 'named' }, {}],
    ['at another hour of the day', { publishedAt: '2024-01-25T08:00:00Z' }, { publishedAt: '2024-01-25T09:00:00Z' }],
    ['with other tags', { tags: ['a'] }, { tags: ['b'] }],
  ])('%s is a duplicate of the first', async (_, first, second) => {
    const words = text();
    const [one] = await take(local, { text: words, ...first });
    expect(
      await added(async () =>
        expect(await take(local, { text: words, ...second })).toEqual([{ ...one, status: 'duplicate' }]),
      ),
    ).toEqual([0, 0]);
  });

  test('under an id that stands for another report is refused, and the first one stands', async () => {
    const words = text();
    await take(local, { id: 'taken', text: words });
    expect(
      await added(async () =>
        expect(await take(local, { id: 'taken', text: text() })).toEqual([{ status: 'id-reused' }]),
      ),
    ).toEqual([0, 0]);
    expect(await take(local, { id: 'taken', text: words })).toEqual([expect.objectContaining({ status: 'duplicate' })]);
  });

  test('within one request counts once, in the order it was sent', async () => {
    const [a, b] = [text(), text()];
    const batch = [
      { id: 'x', text: a },
      { id: 'x', text: a },
      { text: a },
      { id: 'x', text: b },
      { text: b },
      { id: 'y', text: b },
    ];
    const change = await added(async () => {
      const receptions = await take(local, ...batch);
      expect(receptions.map(reception => reception.status)).toEqual([
        'accepted',
        'duplicate',
        'duplicate',
        'id-reused',
        'accepted',
        'duplicate',
      ]);
    });
    expect(change).toEqual([2, 2]);
  });

  test('by ten senders at once is one row and one event, and one of them is told that it was new', async () => {
    const fields = { id: 'race', text: text() };
    const change = await added(async () => {
      const all = await Promise.all(Array.from({ length: 10 }, () => take(local, fields)));
      const statuses = all.flat().map(reception => reception.status);
      expect(statuses.filter(status => status === 'accepted')).toHaveLength(1);
      expect(statuses.filter(status => status === 'duplicate')).toHaveLength(9);
    });
    expect(change).toEqual([1, 1]);
  });
});

test('a thousand reports of one request are taken together', async () => {
  const batch = Array.from({ length: 1_000 }, (_, i) => ({ id: `many-${i}`, text: text(), tags: ['t'] }));
  expect(await added(() => take(local, ...batch))).toEqual([1_000, 1_000]);
  expect(await added(() => take(local, ...batch))).toEqual([0, 0]);
});

test('the outlet counts only for a source that may declare it', async () => {
  const quiet: Source = { ...other, declaresOutlets: false };
  const [reception] = await take(quiet, { text: text(), outlet: 'Gazette' });
  const reportId = reception && 'reportId' in reception ? reception.reportId : '';
  const [event] = await readStream(log.db, `report-${reportId}`);
  expect(event).toMatchObject({ data: { outlet: null, outletFamily: null } });
});

test('a report of a source that was withdrawn while it was on the way in is not stored', async () => {
  const gone = await registerDemoSource(log.db);
  await withdrawSources(log.db, [gone.sourceId], 'operator');
  expect(
    await added(async () => expect(await take(gone, { text: text() })).toEqual([{ status: 'source-gone' }])),
  ).toEqual([0, 0]);
});
