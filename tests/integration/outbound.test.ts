import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseAllowList } from '../../apps/worker/src/outbound/policy.ts';
import { createOutbound, type Limits, type OutboundOptions } from '../../apps/worker/src/outbound/send.ts';
import { type Receiver, startReceiver, startSocket } from './support/receiver.ts';

const PEM = readFileSync(new URL('./fixtures/self-signed.pem', import.meta.url), 'utf8');
const LIMITS: Limits = { headersMs: 150, totalMs: 300, bodyBytes: 16_384, excerptBytes: 1_024 };
const SECRET = 'T0P-s3cret-path';

/** Nobody may ever connect here: it stands for what listens inside. */
let canary: Receiver;
let open: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  canary = await startReceiver();
});
afterEach(async () => {
  await Promise.all(open.map(it => it.stop()));
  open = [];
});
afterAll(async () => {
  expect(canary.connections()).toBe(0);
  await canary.stop();
});

function tracked<T extends { stop(): Promise<void> }>(it: T): T {
  open.push(it);
  return it;
}

const outbound = (options: Partial<OutboundOptions> = {}) =>
  createOutbound({
    allow: parseAllowList('receiver.test'),
    resolve: async () => ['127.0.0.1'],
    limits: LIMITS,
    ...options,
  });
const send = (port: number, options: Partial<OutboundOptions> = {}, scheme = 'http') =>
  outbound(options).post({
    url: `${scheme}://receiver.test:${port}/${SECRET}`,
    headers: { 'content-type': 'application/json' },
    body: '{"hello":"there"}',
  });

test('a receiver gets the body and the headers, and its status and words come back', async () => {
  const receiver = tracked(await startReceiver((_, response) => response.writeHead(202).end('thank\u0000 you\u202e')));
  expect(await send(receiver.port)).toEqual({ kind: 'answered', status: 202, retryAfter: null, excerpt: 'thank you' });
  expect(receiver.deliveries).toHaveLength(1);
  expect(receiver.deliveries[0]).toMatchObject({
    path: `/${SECRET}`,
    body: '{"hello":"there"}',
    headers: {
      'content-type': 'application/json',
      host: `receiver.test:${receiver.port}`,
      'accept-encoding': 'identity',
    },
  });
});

describe('a hostile receiver costs bounded time and memory', () => {
  test.each([
    ['that takes the connection and never answers', () => {}],
    [
      'that sends headers for ever',
      (socket: import('node:net').Socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write('x-more: 1\r\n'), 10);
        socket.once('close', () => clearInterval(timer));
      },
    ],
    [
      'that sends one header without an end',
      (socket: import('node:net').Socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx-long: ');
        for (let n = 0; n < 64; n += 1) socket.write('a'.repeat(1_024));
      },
    ],
    ['that speaks no HTTP', (socket: import('node:net').Socket) => socket.end('200 OK\r\n\r\nhello')],
    ['that resets the connection', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
  ])('one %s', async (_, onOpen) => {
    const receiver = tracked(await startSocket(onOpen));
    const outcome = await send(receiver.port);
    expect(outcome.kind).toBe('failed');
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
    expect(receiver.connections()).toBe(1);
  });

  test('one whose body never ends is read to 16 kB and cut off', async () => {
    let written = 0;
    const receiver = tracked(
      await startReceiver((_, response) => {
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a'))) written += 65_536;
        };
        response.on('drain', more);
        more();
      }),
    );
    const outcome = await send(receiver.port);
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
    expect(outcome.kind === 'answered' ? outcome.excerpt.length : 0).toBe(1_024);
    // What the kernel buffers, not what the receiver would have sent.
    expect(written).toBeLessThan(16 * 1_024 * 1_024);
  });

  test('one whose body drips is cut off at the end of the time and has answered', async () => {
    const receiver = tracked(
      await startReceiver((_, response) => {
        response.writeHead(200).write('a');
        const timer = setInterval(() => response.write('a'), 20);
        response.once('close', () => clearInterval(timer));
      }),
    );
    expect(await send(receiver.port)).toMatchObject({ kind: 'answered', status: 200 });
  });

  test('a compressed body stays compressed', async () => {
    const receiver = tracked(
      await startReceiver((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not unpacked')),
    );
    expect(await send(receiver.port)).toMatchObject({ kind: 'answered', excerpt: 'not unpacked' });
  });

  test.each([[500], [429], [410], [403]])('its %s is an answer with its Retry-After', async status => {
    const receiver = tracked(
      await startReceiver((_, response) => response.writeHead(status, { 'retry-after': '120' }).end('no')),
    );
    expect(await send(receiver.port)).toEqual({ kind: 'answered', status, retryAfter: '120', excerpt: 'no' });
  });
});

describe('nothing inside is reached', () => {
  test.each([[301], [302], [307], [308]])('by a redirect with %s', async status => {
    for (const to of ['http://169.254.169.254/latest/meta-data/', `http://127.0.0.1:${canary.port}/`]) {
      const receiver = tracked(
        await startReceiver((_, response) => response.writeHead(status, { location: to }).end()),
      );
      expect(await send(receiver.port)).toMatchObject({ kind: 'answered', status });
    }
  });

  test('by an address written in any way', async () => {
    const { port } = canary;
    for (const host of [
      '127.0.0.1',
      '127.1',
      '0x7f000001',
      '2130706433',
      '017700000001',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0',
      '①②⑦.0.0.1',
    ]) {
      for (const scheme of ['http', 'https']) {
        const outcome = await outbound().post({ url: `${scheme}://${host}:${port}/`, headers: {}, body: '' });
        expect(outcome.kind).toBe('refused');
      }
    }
  });

  test('by a name that leads there, alone or among others', async () => {
    for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], []]) {
      const outcome = await outbound({ allow: parseAllowList(''), resolve: async () => addresses }).post({
        url: `https://rebind.test:8443/`,
        headers: {},
        body: '',
      });
      expect(outcome.kind).toBe('refused');
    }
  });

  test('by a name that changes its answer after it was checked: the connection goes to what was checked', async () => {
    const receiver = tracked(await startReceiver());
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    const allow = parseAllowList('127.0.0.1');
    const url = `http://rebind.test:${receiver.port}/`;
    const rebind = createOutbound({ allow, resolve, limits: LIMITS });
    expect(await rebind.post({ url, headers: {}, body: '' })).toMatchObject({ kind: 'answered' });
    expect(asked).toBe(1);
    // The second time it is asked anew, and what it says now is refused.
    expect(await rebind.post({ url, headers: {}, body: '' })).toMatchObject({ kind: 'refused' });
    expect(receiver.connections()).toBe(1);
  });
});

test('a certificate that nobody vouches for is refused, and nothing of the message is sent', async () => {
  const receiver = tracked(await startReceiver(undefined, PEM));
  const outcome = await send(receiver.port, {}, 'https');
  expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('certificate') });
  expect(receiver.deliveries).toEqual([]);
});

test('a resolver that fails or never answers ends within the time', async () => {
  const failing = await send(1, {
    resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
  });
  expect(failing).toEqual({ kind: 'failed', reason: 'receiver.test was not found' });
  const silent = await send(1, { resolve: () => new Promise(() => {}) });
  expect(silent).toMatchObject({ kind: 'failed' });
});
