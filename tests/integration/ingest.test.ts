import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRoutes } from '../../apps/ingest/src/routes.ts';
import { recordCoding } from '../../packages/core/src/log/inbox.ts';
import { storeKey } from '../../packages/core/src/log/keys.ts';
import { ensureLocalSource, registerDemoSource } from '../../packages/core/src/log/sources.ts';
import type { CodeQueue, Enqueued } from '../../packages/core/src/queue/code-queue.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { codingOf, count, NOW, openTestLog, projectAll, silent, type TestLog } from './support/log.ts';

const KEY = 'a-key-for-tests-long-enough';
const OTHERS = 'the-key-of-another-source';
const READER = 'a-key-that-may-only-read';

type Receipt = {
  index: number;
  id?: string;
  reportId?: string;
  status: string;
  problem?: { type: string; status: number };
  ignored?: string[];
};
type Answer = { receipts?: Receipt[]; type?: string; title?: string; status?: number; detail?: string; limit?: number };

let log: TestLog;
let app: ReturnType<typeof createRoutes>;
const queued: Enqueued[] = [];
let queueTakes = true;

beforeAll(async () => {
  log = await openTestLog();
  const local = await ensureLocalSource(log.db);
  const demo = await registerDemoSource(log.db);
  await storeKey(log.db, KEY, 'local', ['ingest'], local.sourceId);
  await storeKey(log.db, OTHERS, 'demo', ['ingest'], demo.sourceId);
  await storeKey(log.db, READER, 'read', ['read'], null);
  // A queue that stands for one on a backend, so that what is queued can be looked at.
  const queue: CodeQueue = {
    add: async reports => {
      if (queueTakes) queued.push(...reports);
      return queueTakes;
    },
    close: async () => {},
  };
  app = createRoutes({
    db: log.db,
    queue,
    queries: createQueries(log.db, () => '2026-11-24'),
    logger: silent,
    now: () => NOW,
  });
});
afterAll(() => log.drop());

async function send(
  body: string | Uint8Array<ArrayBuffer> | object,
  type: string | null = 'application/json',
  headers: Record<string, string> = {},
): Promise<{ response: Response; answer: Answer }> {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await app.request('/v1/reports', {
    method: 'POST',
    body: typeof raw === 'string' ? new TextEncoder().encode(raw) : raw,
    headers: { authorization: `Bearer ${KEY}`, ...(type === null ? {} : { 'content-type': type }), ...headers },
  });
  // What the webhook answers is checked below, field by field.
  return { response, answer: (await response.json()) as Answer };
}

let texts = 0;
function text(): string {
  texts += 1;
  return `What was reported to the webhook, number ${texts}`;
}
const statuses = (answer: Answer) => answer.receipts?.map(receipt => receipt.status);
const stored = () => count(log.db, 'select count(*) as n from reports');

describe('every shape of a request', () => {
  test('one report as JSON is accepted, queued and has an address', async () => {
    const { response, answer } = await send({ id: 'one', text: text(), colour: 'red' });
    expect(response.status).toBe(202);
    const [receipt] = answer.receipts ?? [];
    expect(receipt).toEqual({
      index: 0,
      id: 'one',
      reportId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'accepted',
      ignored: ['colour'],
    });
    expect(response.headers.get('location')).toBe(`/v1/receipts/${receipt?.reportId}`);
    expect(queued.at(-1)).toEqual({ reportId: receipt?.reportId, enqueueCount: 0 });
  });

  test.each<[string, (reports: object[]) => string, string]>([
    ['an array', reports => JSON.stringify(reports), 'application/json'],
    ['an object with "reports"', reports => JSON.stringify({ reports }), 'application/json; charset=utf-8'],
    ['NDJSON', reports => reports.map(report => JSON.stringify(report)).join('\n'), 'application/x-ndjson'],
    [
      'NDJSON with blank lines and CRLF',
      reports => `\n${reports.map(report => JSON.stringify(report)).join('\r\n\r\n')}\r\n`,
      'application/x-ndjson',
    ],
  ])('%s has a receipt for each report, in its order', async (_, write, type) => {
    const reports = [{ id: `${type}-${text()}`, text: text() }, { text: text() }, { title: text() }];
    const { response, answer } = await send(write(reports), type);
    expect(response.status).toBe(202);
    expect(answer.receipts?.map(({ index, id, status }) => [index, id, status])).toEqual(
      reports.map((report, i) => [i, 'id' in report ? report.id : undefined, 'accepted']),
    );
    const again = await send(write(reports), type);
    expect(again.response.status).toBe(200);
    expect(statuses(again.answer)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(again.answer.receipts?.map(receipt => receipt.reportId)).toEqual(
      answer.receipts?.map(receipt => receipt.reportId),
    );
  });

  test('plain text gives its day and stays as it is', async () => {
    const words = `date 2024-01-25\n${text()}`;
    const { response, answer } = await send(words, 'text/plain');
    expect(response.status).toBe(202);
    const { rows } = await log.db.$client.query('select text, published_at from reports where report_id = $1', [
      answer.receipts?.[0]?.reportId,
    ]);
    expect(rows).toEqual([{ text: words, published_at: '2024-01-25' }]);
  });

  test('a byte order mark is dropped', async () => {
    for (const [body, type] of [
      [`\uFEFF${JSON.stringify({ text: text() })}`, 'application/json'],
      [`\uFEFF${JSON.stringify({ text: text() })}`, 'application/x-ndjson'],
      [`\uFEFFdate 2024-01-25 ${text()}`, 'text/plain'],
    ] as const) {
      expect((await send(body, type)).response.status).toBe(202);
    }
    expect(await count(log.db, `select count(*) as n from reports where text like U&'\\FEFF%'`)).toBe(0);
  });

  test('what cannot be stored as text is kept in the bytes', async () => {
    const body = `{"title":"a\\u0000b","text":"c\\ud800 ${text()}"}`;
    const { response, answer } = await send(body);
    expect(response.status).toBe(202);
    const { rows } = await log.db.$client.query('select raw, flags, title from reports where report_id = $1', [
      answer.receipts?.[0]?.reportId,
    ]);
    expect(rows[0]).toMatchObject({ title: 'a\uFFFDb', flags: ['nul', 'surrogate'] });
    expect(rows[0].raw.toString()).toBe(body);
  });

  test('a report is on disk even when the queue takes nothing', async () => {
    queueTakes = false;
    const before = await stored();
    const { response } = await send({ text: text() });
    queueTakes = true;
    expect(response.status).toBe(202);
    expect(await stored()).toBe(before + 1);
  });
});

describe('a list with reports that cannot be taken', () => {
  test('takes the others and says what is wrong with each', async () => {
    const words = text();
    await send({ id: 'held', text: words });
    const { response, answer } = await send([
      { text: text() },
      { id: 'blank', text: ' ' },
      { id: 'held', text: words },
      { id: 'held', text: text() },
      'no report',
    ]);
    expect(response.status).toBe(202);
    expect(statuses(answer)).toEqual(['accepted', 'rejected', 'duplicate', 'rejected', 'rejected']);
    expect(answer.receipts?.map(receipt => receipt.problem?.type.split(':').at(-1))).toEqual([
      undefined,
      'invalid-report',
      undefined,
      'id-reused',
      'invalid-report',
    ]);
  });

  test('takes the others when one is nested too deep', async () => {
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
    const { response, answer } = await send(`[{"text":"${text()}"},{"text":"${text()}","meta":${deep}}]`);
    expect(response.status).toBe(202);
    expect(statuses(answer)).toEqual(['accepted', 'rejected']);
  });

  test('takes the other lines of NDJSON when one is no JSON or no UTF-8', async () => {
    const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
    const bytes = Buffer.concat([
      line({ text: text() }),
      Buffer.from('{"text": \n'),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      line({ text: text() }),
    ]);
    const { response, answer } = await send(new Uint8Array(bytes), 'application/x-ndjson');
    expect(response.status).toBe(202);
    expect(statuses(answer)).toEqual(['accepted', 'rejected', 'rejected', 'accepted']);
  });

  test('is a 422 with receipts when none can be taken', async () => {
    const before = await stored();
    const { response, answer } = await send([{ text: '' }, { id: 1.5, text: 'a' }]);
    expect(response.status).toBe(422);
    expect(statuses(answer)).toEqual(['rejected', 'rejected']);
    expect(await stored()).toBe(before);
  });
});

describe('a request that cannot be taken answers with a problem', () => {
  test.each<[string, number, string, string | Uint8Array<ArrayBuffer>, string | null, Record<string, string>]>([
    ['no key', 401, 'unauthorized', '{"text":"a"}', 'application/json', { authorization: '' }],
    ['another kind of key', 401, 'unauthorized', '{"text":"a"}', 'application/json', { authorization: 'Basic abc' }],
    ['a wrong key', 401, 'wrong-key', '{"text":"a"}', 'application/json', { authorization: 'Bearer nonsense' }],
    [
      'a key that may not send',
      403,
      'missing-scope',
      '{"text":"a"}',
      'application/json',
      { authorization: `Bearer ${READER}` },
    ],
    ['an empty body', 400, 'empty-body', '', 'application/json', {}],
    ['a blank body', 400, 'empty-body', ' \n', 'text/plain', {}],
    ['blank lines', 400, 'empty-body', '\n\n', 'application/x-ndjson', {}],
    ['an empty list', 400, 'empty-body', '[]', 'application/json', {}],
    ['no JSON', 400, 'invalid-json', '{"text": "a"', 'application/json', {}],
    ['a JSON number that is none', 400, 'invalid-json', '{"text":"a","id":01}', 'application/json', {}],
    ['bytes that are not UTF-8', 400, 'invalid-utf-8', Uint8Array.from([0x61, 0x62, 0xff]), 'text/plain', {}],
    ['JSON that is not UTF-8', 400, 'invalid-utf-8', Uint8Array.from([0x22, 0xc3, 0x28, 0x22]), 'application/json', {}],
    ['a compressed body', 415, 'unsupported-type', '{"text":"a"}', 'application/json', { 'content-encoding': 'gzip' }],
    ['no type', 415, 'unsupported-type', '{"text":"a"}', null, {}],
    ['a form', 415, 'unsupported-type', 'text=a', 'application/x-www-form-urlencoded', {}],
    ['another charset', 415, 'unsupported-type', 'a', 'text/plain; charset=utf-16', {}],
    ['a type of the prototype', 415, 'unsupported-type', 'a', 'constructor', {}],
    ['neither title nor text', 422, 'invalid-report', '{"id":"a"}', 'application/json', {}],
    ['a number as report', 422, 'invalid-report', '42', 'application/json', {}],
    ['a key of the prototype', 422, 'invalid-report', '{"text":"a","__proto__":{}}', 'application/json', {}],
    ['a number beyond all bounds', 422, 'invalid-report', '{"text":"a","id":1e400}', 'application/json', {}],
    [
      '33 levels',
      422,
      'invalid-report',
      `{"text":"a","meta":${'['.repeat(32)}${']'.repeat(32)}}`,
      'application/json',
      {},
    ],
    ['a hundred thousand brackets', 422, 'invalid-report', '['.repeat(100_000), 'application/json', {}],
    ['20,001 values', 422, 'invalid-report', `{"text":"a","meta":[${'0,'.repeat(19_998)}0]}`, 'application/json', {}],
    ['over a MiB of text', 413, 'too-large', JSON.stringify({ text: 'a'.repeat(1_048_577) }), 'application/json', {}],
    ['over ten MiB', 413, 'too-large', 'a'.repeat(10_485_761), 'text/plain', {}],
    ['over a thousand reports', 413, 'too-large', '{"text":"a"}\n'.repeat(1_001), 'application/x-ndjson', {}],
  ])('%s: %i', async (_, status, name, body, type, headers) => {
    const before = await stored();
    const { response, answer } = await send(body, type, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(answer).toMatchObject({
      type: `urn:tensiometer:problem:${name}`,
      status,
      title: expect.stringMatching(/\S/),
    });
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|\bat .*\.ts:|select |insert /);
    if (status === 413) expect(answer.limit).toBeGreaterThan(0);
    if (status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await stored()).toBe(before);
  });

  test('bytes that are not UTF-8 are named by their offset', async () => {
    const { answer } = await send(Uint8Array.from([0x61, 0x62, 0xff]), 'text/plain');
    expect(answer.detail).toContain('offset 2');
  });

  test('one report whose id is taken: 409, with its receipt', async () => {
    await send({ id: 'reused', text: text() });
    const { response, answer } = await send({ id: 'reused', text: text() });
    expect(response.status).toBe(409);
    expect(answer).toMatchObject({
      type: 'urn:tensiometer:problem:id-reused',
      receipts: [{ index: 0, id: 'reused', status: 'rejected' }],
    });
  });

  test('one report that cannot be read: 422, with its receipt and the place of the fault', async () => {
    const { response, answer } = await send({ text: 'a', tags: [1] });
    expect(response.status).toBe(422);
    expect(answer).toMatchObject({ receipts: [{ index: 0, status: 'rejected' }], errors: [{ pointer: '/tags/0' }] });
  });

  test('another method or address', async () => {
    const get = await app.request('/v1/reports');
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await app.request('/v1/nothing')).status).toBe(404);
  });
});

describe('a receipt', () => {
  const ask = async (id: string, key: string | null = KEY) => {
    const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
    const response = await app.request(`/v1/receipts/${id}`, { headers });
    return { status: response.status, body: await response.json() };
  };

  test('says how far the report has come, and what was found', async () => {
    const { answer } = await send({ id: 'followed', text: text() });
    const reportId = answer.receipts?.[0]?.reportId ?? '';
    expect(await ask(reportId)).toMatchObject({
      status: 200,
      body: { reportId, id: 'followed', status: 'received', events: [] },
    });
    await recordCoding(log.db, reportId, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-24']]));
    await projectAll(log.db);
    expect(await ask(reportId.toUpperCase())).toMatchObject({
      status: 200,
      body: { status: 'counted', events: [{ type: 'ASSAULT' }] },
    });
  });

  test('is only for its source', async () => {
    const { answer } = await send({ text: text() });
    const reportId = answer.receipts?.[0]?.reportId ?? '';
    expect((await ask(reportId, OTHERS)).status).toBe(404);
    expect((await ask(reportId, READER)).status).toBe(403);
    expect((await ask(reportId, null)).status).toBe(401);
    expect((await ask(reportId)).status).toBe(200);
  });

  test.each(['99999999-9999-5999-8999-999999999999', 'not-an-id', `1' or '1'='1`, '%00'])(
    'of %s is not there',
    async id => {
      expect((await ask(encodeURIComponent(id))).status).toBe(404);
    },
  );
});

test('the server says that it lives and is ready, without a key', async () => {
  for (const path of ['/livez', '/readyz']) {
    const response = await app.request(path);
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
  }
});
