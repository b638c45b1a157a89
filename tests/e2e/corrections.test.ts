import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ContributionsAnswer,
  CorrectedReport,
  EventView,
  ReportView,
  SeriesAnswer,
} from '../../packages/core/src/wire/api.ts';
import type { Problem } from '../../packages/core/src/wire/problem.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { openLiveStream } from '../setup/live-stream.ts';
import { type System, startSystem } from '../setup/system.ts';

const DAY = '2024-01-24';
const TEXT = `STRIKE ${DAY} US forces bombed a depot in Iraq, and on the way back they shared water with a village near the border.`;

let database: TestDatabase;
let system: System;
let reportId: string;
beforeAll(async () => {
  database = await testDatabase();
  system = await startSystem({
    databaseUrl: database.url,
    now: () => Date.parse('2024-01-26T08:00:00Z'),
    coderModule: new URL('../faults/stub-thread.mjs', import.meta.url),
  });
  const [receipt] = await system.receipts({ id: 'one', text: TEXT, publishedAt: DAY });
  reportId = receipt?.reportId ?? '';
  await system.settled();
});
afterAll(async () => {
  await system.stop();
  await database.drop();
});

const report = () => system.get<ReportView>(`/api/v1/reports/${reportId}`);
const conflictOn = async (day: string, asOf?: number) => {
  const pin = asOf === undefined ? '' : `&asOf=${asOf}`;
  const path = `/api/v1/series?indicator=conflict&subject=IRQ-USA&from=${day}&to=${day}${pin}`;
  return (await system.get<SeriesAnswer>(path)).points[0]?.value;
};
const correct = async (body: object) => system.send('POST', '/api/v1/corrections', { reportId, ...body });
const made = async (body: object) => {
  const response = await correct(body);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as { correction: string; version: number; position: number; events: EventView[] };
};
const problemOf = async (response: Response) => (await response.json()) as Problem;

describe.sequential('a person corrects what was read', () => {
  test('not an event: the line drops at once, every open page is told, and undo brings it back', async () => {
    const before = await report();
    const [event] = before.events;
    expect(await conflictOn(DAY)).toBe(9);
    const stream = await openLiveStream(`${system.dashboardUrl}/api/v1/live`, {
      authorization: `Bearer ${system.keys.read}`,
    });
    const dropped = await made({ action: 'reject', version: 0, event: event?.id, reason: 'it was a drill' });
    expect(dropped).toMatchObject({ version: 1, events: [] });
    expect(await conflictOn(DAY)).toBe(0);
    expect(await conflictOn(DAY, dropped.position - 1)).toBe(9);
    await expect
      .poll(() => stream.messages.filter(m => m.event === 'moved' && JSON.stringify(m.data).includes(DAY)).length, {
        timeout: 5_000,
      })
      .toBeGreaterThan(0);
    stream.close();
    expect(await report()).toMatchObject({
      events: [],
      rejected: [{ id: event?.id, status: 'rejected', corrections: [dropped.correction] }],
      corrections: [{ id: dropped.correction, what: 'rejected', reason: 'it was a drill', undone: null }],
      correctionsVersion: 1,
    });
    await made({ action: 'undo', version: 1, correction: dropped.correction });
    expect(await conflictOn(DAY)).toBe(9);
    expect(await report()).toMatchObject({
      rejected: [],
      corrections: [{ undone: { userId: 'key:write' } }],
      correctionsVersion: 2,
    });
  });

  test('two people who correct the same: the second is told, with what stands', async () => {
    const { events, correctionsVersion } = await report();
    const body = {
      action: 'retype',
      version: correctionsVersion,
      event: events[0]?.id,
      type: 'PROTEST',
      reason: 'a march',
    };
    await made(body);
    const other = await correct({ ...body, action: 'reject', type: undefined, reason: 'nothing happened' });
    expect(other.status).toBe(409);
    expect(await problemOf(other)).toMatchObject({
      detail: expect.stringContaining('somebody else'),
      current: { version: correctionsVersion + 1, events: [{ type: 'PROTEST', original: { type: 'ASSAULT' } }] },
    });
    const again = await made(body);
    expect(again.version).toBe(correctionsVersion + 1);
    expect(await conflictOn(DAY)).toBe(5);
  });

  test('another date and other parties move it; an event added by its words counts', async () => {
    const { events, correctionsVersion: version, text } = await report();
    const event = events[0]?.id;
    await made({ action: 'date', version, event, date: '2024-01-20', reason: 'on Saturday' });
    expect([await conflictOn(DAY), await conflictOn('2024-01-20')]).toEqual([0, 5]);
    await made({
      action: 'parties',
      version: version + 1,
      event,
      actors: ['irn'],
      recipients: ['IRQ'],
      reason: 'not the US',
    });
    expect(await conflictOn('2024-01-20')).toBe(0);
    const start = text?.indexOf('shared water') ?? 0;
    const words = { start, end: start + 'shared water'.length };
    await made({
      action: 'add',
      version: version + 2,
      ...words,
      type: 'aid',
      actors: ['USA'],
      recipients: ['IRQ'],
      reason: 'missed',
    });
    const behind = await system.get<ContributionsAnswer>(
      `/api/v1/contributions?indicator=cooperation&subject=IRQ-USA&at=${DAY}`,
    );
    expect(behind).toMatchObject({ value: 10, rows: [{ share: 10, events: [{ type: 'AID', added: true }] }] });
  });

  test('the corrected reports are a test set: the text, what it tells and what it does not', async () => {
    const url = `${system.dashboardUrl}/api/v1/corrections/export`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${system.keys.read}` } });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as CorrectedReport);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      reportId,
      text: TEXT,
      expected: [
        { type: 'PROTEST', actors: ['IRN'], recipients: ['IRQ'], date: '2024-01-20' },
        { type: 'AID', actors: ['USA'], recipients: ['IRQ'], date: DAY },
      ],
    });
  });

  test('a report that is taken out leaves nothing in the numbers, and can no longer be corrected', async () => {
    const { correctionsVersion: version, events } = await report();
    const taken = await system.send('POST', `/api/v1/reports/${reportId}/withdraw`, { reason: 'sent by mistake' });
    expect(taken.status).toBe(200);
    const behind = await system.get<ContributionsAnswer>(
      `/api/v1/contributions?indicator=cooperation&subject=IRQ-USA&at=${DAY}`,
    );
    expect(behind).toMatchObject({ value: null, rows: [] });
    const late = await correct({ action: 'reject', version, event: events[0]?.id, reason: 'too late' });
    expect(late.status).toBe(404);
  });
});

test.each<[string, object, string]>([
  ['no action', { version: 0 }, 'action'],
  ['another action', { action: 'praise', version: 0 }, 'action'],
  [
    'no reason',
    { action: 'reject', version: 0, event: '22222222-2222-4222-8222-222222222222', reason: ' ' },
    'Say why',
  ],
  [
    'an unknown field',
    { action: 'undo', version: 0, correction: '22222222-2222-4222-8222-222222222222', colour: 1 },
    'colour',
  ],
  [
    'no country',
    {
      action: 'parties',
      version: 0,
      event: '22222222-2222-4222-8222-222222222222',
      actors: ['IRAQ'],
      recipients: [],
      reason: 'x',
    },
    'three letters',
  ],
  [
    'no type',
    { action: 'retype', version: 0, event: '22222222-2222-4222-8222-222222222222', type: 'WAR', reason: 'x' },
    'ASSAULT',
  ],
  [
    'no report',
    { reportId: 'nothing', action: 'undo', version: 0, correction: '22222222-2222-4222-8222-222222222222' },
    'report id',
  ],
])('a correction with %s is refused, saying what is wrong', async (_, body, named) => {
  const response = await correct(body);
  expect(response.status).toBe(422);
  expect((await problemOf(response)).detail).toContain(named);
});
