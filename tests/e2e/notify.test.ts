import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogEventType } from '../../packages/core/src/domain/log-event.ts';
import type { Payload } from '../../packages/core/src/domain/notify/payload.ts';
import { type Database, openDatabase } from '../../packages/core/src/log/database.ts';
import { readAll } from '../../packages/core/src/log/read.ts';
import { type Receiver, startReceiver } from '../integration/support/receiver.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';
import { waitFor } from '../setup/wait-for.ts';

let database: TestDatabase;
let system: System;
let receiver: Receiver;
let db: Database;
let secret: string;
beforeAll(async () => {
  database = await testDatabase();
  system = await startSystem({
    databaseUrl: database.url,
    notify: { grouping: { settleMs: 0, longestMs: 0, spacingMs: 0 } },
  });
  receiver = await startReceiver();
  db = openDatabase(database.url, { max: 1 });
  const set = await system.send('PUT', '/api/v1/channels/desk', { kind: 'webhook', name: 'Desk', url: receiver.url });
  ({ secret } = (await set.json()) as { secret: string });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
  await db.$client.end();
  await database.drop();
});

const today = () => new Date().toISOString().slice(0, 10);
const events = async (type: LogEventType) => (await readAll(db, 0, 10_000)).filter(event => event.type === type);
const received = async (n: number): Promise<Payload> => {
  const delivery = await waitFor(`message ${n}`, () => receiver.deliveries[n - 1] ?? null);
  return new Webhook(secret).verify(delivery.body, delivery.headers as Record<string, string>) as Payload;
};
/** Follows a link of a message as somebody without a session does. */
const follow = (link: string, method: 'GET' | 'POST', fields: Record<string, string> = {}) =>
  fetch(link, { method, redirect: 'manual', ...(method === 'POST' ? { body: new URLSearchParams(fields) } : {}) });

test('a report that crosses a line is told, signed, with its words; its links ask before they do anything', async () => {
  const rule = { subject: 'IRQ-USA', above: 10, channels: ['desk'] };
  expect((await system.send('PUT', '/api/v1/thresholds/line', rule)).status).toBe(201);
  await system.push({ id: '1', title: 'US forces bombed a depot in Iraq', publishedAt: today() });
  const message = await received(1);
  expect(message).toMatchObject({ status: 'firing', receiver: 'desk' });
  const [alert] = message.alerts;
  expect(alert).toMatchObject({
    subject: 'IRQ-USA',
    line: 10,
    evidence: [{ sentence: 'US forces bombed a depot in Iraq' }],
  });
  const { acknowledge, silence } = alert?.links ?? { acknowledge: '', silence: '' };

  for (const link of [acknowledge, silence]) {
    const looked = await follow(link, 'GET');
    expect(looked.status).toBe(200);
    expect(await looked.text()).toContain('<form method="post"');
  }
  expect([...(await events('AlertAcknowledged')), ...(await events('ThresholdSilenced'))]).toEqual([]);

  const acknowledged = await follow(acknowledge, 'POST');
  expect([acknowledged.status, await acknowledged.text()]).toEqual([200, expect.stringContaining('Acknowledged')]);
  expect(await events('AlertAcknowledged')).toMatchObject([
    { data: { alertId: alert?.alertId }, meta: { userId: 'link:desk' } },
  ]);
  expect((await follow(acknowledge, 'POST')).status).toBe(200);
  expect(await events('AlertAcknowledged')).toHaveLength(1);

  expect((await follow(silence, 'POST', { hours: '4' })).status).toBe(200);
  const [silenced] = await events('ThresholdSilenced');
  expect(silenced).toMatchObject({ data: { thresholdId: 'line', subject: 'IRQ-USA' }, meta: { userId: 'link:desk' } });

  for (const link of [
    `${acknowledge}x`,
    acknowledge.replace('acknowledge', 'silence'),
    `${system.dashboardUrl}/act/nonsense`,
  ]) {
    for (const method of ['GET', 'POST'] as const) expect((await follow(link, method)).status).toBe(410);
  }
  const foreign = await fetch(silence, { method: 'POST', headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  expect(await events('ThresholdSilenced')).toHaveLength(1);
});

test('a step under a silence is kept with its reason and not sent', async () => {
  const before = receiver.deliveries.length;
  await system.send('PUT', '/api/v1/thresholds/quiet', { subject: 'IRN-USA', above: 10, channels: ['desk'] });
  await system.send('POST', '/api/v1/thresholds/quiet/silence', { hours: 4, reason: 'at night' });
  await system.push({ id: '2', title: 'US forces bombed a depot in Iran', publishedAt: today() });
  const [, raised] = await waitFor('the second alert', async () => {
    const all = await events('AlertRaised');
    return all.length === 2 ? all : null;
  });
  const { rows } = await db.$client.query('select status, reason from notifications where transition_id = $1', [
    raised?.eventId,
  ]);
  expect(rows).toEqual([{ status: 'suppressed', reason: 'silenced' }]);
  expect(receiver.deliveries).toHaveLength(before);
});
