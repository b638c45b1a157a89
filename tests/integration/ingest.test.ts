import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codingOf, count, projectAll, recordCoding, type TestLog } from './support/log.ts';
import { KEY, OTHERS, openWebhook, READER, statuses, text, type Webhook } from './support/webhook.ts';

let log: TestLog;
let app: Webhook['app'];
let queue: Webhook['queue'];
let send: Webhook['send'];
let stored: Webhook['stored'];
beforeAll(async () => {
  ({ log, app, queue, send, stored } = await openWebhook());
});
afterAll(() => log.drop());

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
    expect(queue.taken.at(-1)).toEqual({ reportId: receipt?.reportId, enqueueCount: 0 });
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

  test('each report of a list keeps the bytes it was sent as, and numbers of any size in its meta', async () => {
    const items = [
      `{ "text" : "${text()} \\u0041" ,"meta":{"big":9007199254740993, "beyond":[1e400]} }`,
      `{"meta":{"n":1.50},"text":"${text()}"}`,
    ];
    for (const [body, type] of [
      [`[ ${items.join(' , ')}\n]`, 'application/json'],
      [items.map(item => item.replaceAll('"text', '"title')).join('\n'), 'application/x-ndjson'],
    ] as const) {
      const { answer } = await send(body, type);
      expect(statuses(answer)).toEqual(['accepted', 'accepted']);
      const { rows } = await log.db.$client.query<{ raw: Buffer; meta: unknown }>(
        'select raw, meta from reports r join unnest($1::uuid[]) with ordinality as a(id, i) on a.id = r.report_id order by a.i',
        [answer.receipts?.map(receipt => receipt.reportId)],
      );
      for (const { raw } of rows) expect(body).toContain(raw.toString());
      expect(rows.map(({ meta }) => meta)).toEqual([{ big: '9007199254740993', beyond: ['1e400'] }, { n: 1.5 }]);
    }
  });

  test('a number beyond what can be held, in a field that is read, is refused', async () => {
    const { answer } = await send(
      `[{"id":9007199254740993,"text":"${text()}"},{"id":7,"text":"${text()}"},{"text":1e400}]`,
    );
    expect(statuses(answer)).toEqual(['rejected', 'accepted', 'rejected']);
    const numbers = ['id', 'title', 'text', 'url', 'language'].map(field => `{"text":"${text()}","${field}":1e400}`);
    for (const body of numbers) expect((await send(body)).response.status).toBe(422);
  });

  test('a report is on disk even when the queue takes nothing', async () => {
    queue.takes = false;
    const before = await stored();
    const { response } = await send({ text: text() });
    queue.takes = true;
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
