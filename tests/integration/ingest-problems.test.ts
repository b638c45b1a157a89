import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestLog } from './support/log.ts';
import { openWebhook, READER, text, type Webhook } from './support/webhook.ts';

let log: TestLog;
let app: Webhook['app'];
let send: Webhook['send'];
let stored: Webhook['stored'];
beforeAll(async () => {
  ({ log, app, send, stored } = await openWebhook());
});
afterAll(() => log.drop());

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
    ['an empty list', 422, 'invalid-report', '[]', 'application/json', {}],
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
