import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { createSignInLink } from '../../packages/core/src/log/sessions.ts';
import type { ChannelView, MessagesAnswer, MessageView } from '../../packages/core/src/wire/shapes/channel.ts';
import { type Receiver, startReceiver } from '../integration/support/receiver.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';

let database: TestDatabase;
let system: System;
let receiver: Receiver;
let cookie: string;
beforeAll(async () => {
  database = await testDatabase();
  system = await startSystem({ databaseUrl: database.url });
  receiver = await startReceiver((delivery, response) =>
    delivery.path.startsWith('/no')
      ? response.writeHead(418).end(`a teapot at ${delivery.path}`)
      : response.writeHead(200).end('taken'),
  );
  const db = openDatabase(database.url, { max: 1 });
  const token = await createSignInLink(db);
  await db.$client.end();
  const answer = await fetch(`${system.dashboardUrl}/sign-in?token=${token}`, { redirect: 'manual' });
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
  await database.drop();
});

const put = (id: string, body: object) => system.send('PUT', `/api/v1/channels/${id}`, body);
const page = (path: string) => fetch(`${system.dashboardUrl}${path}`, { headers: { cookie, accept: 'text/html' } });
/** A form as a browser without scripts sends it. */
const submit = (path: string, fields: Record<string, string>) =>
  fetch(`${system.dashboardUrl}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, accept: 'text/html', origin: system.dashboardUrl },
    body: new URLSearchParams(fields),
  });

describe('over the API', () => {
  test('a channel is set, shows its secret once, is tried, and goes', async () => {
    const made = await put('desk', { kind: 'webhook', name: 'Desk', url: `${receiver.url}/hooks/s3cret-path` });
    expect(made.status).toBe(201);
    const channel = (await made.json()) as ChannelView & { secret: string };
    expect(channel.secret).toMatch(/^whsec_/);
    expect((await put('desk', { kind: 'webhook', name: 'Desk' })).status).toBe(200);
    const read = await system.get<ChannelView>('/api/v1/channels/desk');
    expect(read).toMatchObject({ name: 'Desk', kind: 'webhook', place: `127.0.0.1:${receiver.port}`, disabled: null });
    expect(JSON.stringify(read)).not.toMatch(/s3cret|whsec/);

    const tried = await system.send('POST', '/api/v1/channels/desk/test');
    expect(tried.status).toBe(200);
    const message = (await tried.json()) as MessageView;
    expect(message).toMatchObject({
      status: 'delivered',
      tries: [{ status: 200, answer: 'taken', outcome: 'delivered' }],
    });
    expect(JSON.stringify(message)).not.toMatch(/s3cret|whsec/);
    const log = await system.get<MessagesAnswer>('/api/v1/channels/desk/messages?limit=1');
    expect(log.messages.map(it => it.messageId)).toEqual([message.messageId]);
    expect((await system.send('POST', `/api/v1/messages/${message.messageId}/resend`)).status).toBe(202);

    expect((await system.send('DELETE', '/api/v1/channels/desk')).status).toBe(204);
    expect((await system.send('DELETE', '/api/v1/channels/desk')).status).toBe(404);
    expect((await system.send('POST', '/api/v1/channels/desk/test')).status).toBe(404);
  });

  test('a trial says what the receiver really answered', async () => {
    await put('teapot', { kind: 'slack', name: 'Teapot', url: `${receiver.url}/no-s3cret` });
    const message = (await (await system.send('POST', '/api/v1/channels/teapot/test')).json()) as MessageView;
    expect(message).toMatchObject({ status: 'failed', tries: [{ status: 418 }] });
    expect(message.tries[0]?.answer).toContain('a teapot at');
    expect(message.tries[0]?.answer).not.toContain('s3cret');
  });

  test('a preview fills a template in; one that names what there is not is refused there and on saving', async () => {
    const preview = (template: string) => system.send('POST', '/api/v1/channels/preview', { kind: 'slack', template });
    expect(await (await preview('{{name}}: {{value}}')).json()).toMatchObject({ text: 'Iraq–United States: 46.1' });
    for (const answer of [
      await preview('{{nothing}}'),
      await put('x', { kind: 'slack', name: 'x', url: 'https://a.example', template: '{{nothing}}' }),
    ]) {
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('there is no variable');
    }
  });

  test('the pages of a long log follow on one another', async () => {
    await put('long', { kind: 'discord', name: 'Long', url: `${receiver.url}/long` });
    for (let n = 0; n < 3; n += 1) await system.send('POST', '/api/v1/channels/long/test');
    const first = await system.get<MessagesAnswer>('/api/v1/channels/long/messages?limit=2');
    const second = await system.get<MessagesAnswer>(
      `/api/v1/channels/long/messages?limit=2&cursor=${encodeURIComponent(first.next ?? '')}`,
    );
    expect([first.messages.length, second.messages.length, second.next]).toEqual([2, 1, null]);
    expect(new Set([...first.messages, ...second.messages].map(it => it.messageId)).size).toBe(3);
  });

  test.each([
    ['PUT', '/api/v1/channels/a%20b', { kind: 'slack', name: 'x', url: 'https://a.example' }, 422],
    ['PUT', '/api/v1/channels/x', { kind: 'slack', name: 'x' }, 422],
    ['GET', '/api/v1/channels/none', undefined, 404],
    ['POST', '/api/v1/messages/none/resend', undefined, 404],
    ['GET', '/api/v1/channels/x/messages?cursor=nonsense', undefined, 422],
  ])('%s %s is answered %s', async (method, path, body, status) => {
    expect((await system.send(method, path, body)).status).toBe(status);
  });

  test('the read key sees channels and changes none', async () => {
    const asReader = (method: string, path: string) =>
      fetch(`${system.dashboardUrl}${path}`, { method, headers: { authorization: `Bearer ${system.keys.read}` } });
    expect((await asReader('GET', '/api/v1/channels')).status).toBe(200);
    for (const [method, path] of [
      ['PUT', '/api/v1/channels/x'],
      ['DELETE', '/api/v1/channels/teapot'],
      ['POST', '/api/v1/channels/teapot/test'],
    ] as const)
      expect((await asReader(method, path)).status).toBe(403);
  });
});

describe('over pages without scripts', () => {
  test('a channel is added, tried, changed and removed', async () => {
    const added = await submit('/channels', {
      kind: 'webhook',
      name: 'Risk team',
      url: `${receiver.url}/risk`,
      do: 'save',
      sendResolved: 'yes',
    });
    expect(added.status).toBe(200);
    expect(await added.text()).toMatch(/whsec_[A-Za-z0-9+/]{43}=/);
    const again = await (await page('/channels/risk-team')).text();
    expect(again).not.toContain('whsec_');
    expect(again).not.toContain('/risk"');

    const tried = await submit('/channels/risk-team/test', {});
    expect(tried.status).toBe(303);
    const log = await (await page(tried.headers.get('location') ?? '')).text();
    expect(log).toMatch(/Delivered[^<]*, 200/);
    const [, messageId] = /data-message="([0-9a-f-]{36})"/.exec(log) ?? [];
    const message = await (await page(`/messages/${messageId}`)).text();
    expect(message).toContain('taken');
    expect(message).toContain('This is a test of the channel “Risk team”');
    expect((await submit(`/messages/${messageId}/resend`, {})).status).toBe(303);

    expect((await submit('/channels/risk-team', { name: 'Risk', do: 'save' })).status).toBe(303);
    expect(await (await page('/channels')).text()).toContain('Risk</bdi>');
    expect((await submit('/channels/risk-team/remove', {})).headers.get('location')).toBe('/channels');
    expect((await page('/channels/risk-team')).status).toBe(404);
  });

  test('what is wrong is said beside the form, with what was typed left in it', async () => {
    const refused = await submit('/channels', {
      kind: 'webhook',
      name: 'X <b>',
      url: 'ftp://a.example',
      template: '{{no}}',
      do: 'save',
    });
    expect(refused.status).toBe(422);
    const text = await refused.text();
    expect(text).toContain('X &lt;b&gt;');
    expect(text).toContain('ftp://a.example');
    expect(text).toContain('role="alert"');
  });

  test('a preview saves nothing', async () => {
    const shown = await submit('/channels', { kind: 'email', name: 'Mail', template: '{{sentence}}', do: 'preview' });
    expect(await shown.text()).toContain('tension came to 46.1');
    expect(await (await page('/channels')).text()).not.toContain('Mail</bdi>');
  });

  test('none of it goes without a session, or from another site', async () => {
    const anonymous = await fetch(`${system.dashboardUrl}/channels`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ kind: 'slack' }),
    });
    expect(anonymous.headers.get('location')).toContain('/sign-in');
    const foreign = await fetch(`${system.dashboardUrl}/channels/teapot/remove`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    expect((await system.get<ChannelView>('/api/v1/channels/teapot')).name).toBe('Teapot');
  });
});
