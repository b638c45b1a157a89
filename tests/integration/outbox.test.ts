import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TryResult } from '../../packages/core/src/domain/notify/retry.ts';
import { decideAfterTry } from '../../packages/core/src/domain/notify/retry.ts';
import { VersionConflict } from '../../packages/core/src/log/append.ts';
import { findChannel, removeChannel } from '../../packages/core/src/log/channels.ts';
import { deriveId } from '../../packages/core/src/log/ids.ts';
import {
  addTestMessage,
  claimMessage,
  formMessages,
  recordTry,
  sendAgain,
  stepsOf,
  sweepMessages,
  type Try,
} from '../../packages/core/src/log/messages.ts';
import { appendTold } from '../../packages/core/src/log/outbox.ts';
import { readAll } from '../../packages/core/src/log/read.ts';
import { openTestLog, type TestLog } from './support/log.ts';
import { haveChannel, haveRule, record, stepOf } from './support/outbox.ts';

const AT_ONCE = { settleMs: 0, longestMs: 0, spacingMs: 0 };
const CLAIM_MS = 60_000;

let log: TestLog;
beforeEach(async () => {
  log = await openTestLog();
});
afterEach(() => log.drop());

type Row = { channel_id: string; step: string; status: string; reason: string | null };
const outbox = async (): Promise<string[]> => {
  const { rows } = await log.db.execute<Row>(
    sql`select channel_id, step, status, reason from notifications order by position, channel_id`,
  );
  return rows.map(row => `${row.channel_id} ${row.step} ${row.reason ?? row.status}`);
};
const messages = async () =>
  (
    await log.db.execute<{ message_id: string; channel_id: string; status: string; tries: number; kind: string }>(
      sql`select message_id, channel_id, status, tries, kind from messages order by formed_at, message_id`,
    )
  ).rows;
const happened = async () =>
  (await readAll(log.db, 0, 1_000)).map(event => event.type).filter(type => !type.startsWith('Threshold'));

/** One try at a message, with what came of it; answers what follows. */
async function tryOnce(messageId: string, outcome: TryResult['outcome'], status = 204): Promise<string> {
  const claimed = await claimMessage(log.db, messageId, CLAIM_MS);
  if (claimed === null) return 'not mine';
  const after = decideAfterTry({ outcome, retryAfterMs: null }, claimed.tries, claimed.sinceFirstMs, 0);
  const tried: Try = {
    outcome,
    status,
    answer: 'ok',
    tookMs: 3,
    request: { method: 'POST', address: 'x', headers: {}, bytes: 2 },
  };
  await recordTry(log.db, claimed, tried, after);
  return after.do;
}
const dueAgain = () =>
  log.db.execute(
    sql`update messages set next_try_at = clock_timestamp(), next_enqueue_at = clock_timestamp() where status = 'pending'`,
  );
const firstOf = async () => (await messages()).find(it => it.status === 'pending')?.message_id ?? 'none';

describe('a step of an alert', () => {
  test('is put into the outbox once for each channel that the rule names for its severity', async () => {
    for (const id of ['desk', 'pager', 'spare']) await haveChannel(log.db, id);
    await haveRule(log.db, 'r', ['desk', { channelId: 'pager', severities: ['critical'] }]);
    await record(log.db, 'r', 1, 'raised');
    expect(await outbox()).toEqual(['desk raised pending']);
    await record(log.db, 'r', 1, 'escalated');
    await record(log.db, 'r', 1, 'cleared');
    expect(await outbox()).toEqual([
      'desk raised pending',
      'desk escalated pending',
      'pager escalated pending',
      'desk cleared pending',
      'pager cleared pending',
    ]);
  });

  test('that is appended twice is told once; its id is the same whoever makes it', async () => {
    await haveChannel(log.db, 'desk');
    await haveRule(log.db, 'r', ['desk']);
    const alertId = await record(log.db, 'r', 1, 'raised');
    await record(log.db, 'r', 1, 'raised');
    const { rows } = await log.db.execute<{ notification_id: string }>(sql`select notification_id from notifications`);
    expect(rows).toEqual([
      { notification_id: deriveId('notification', alertId, deriveId('alert-raised', alertId), 'desk') },
    ]);
  });

  test('that somebody else was faster with leaves neither step nor message', async () => {
    await haveChannel(log.db, 'desk');
    await haveRule(log.db, 'r', ['desk']);
    const { alertId: _, ...event } = stepOf('r', 1, 'raised');
    await expect(appendTold(log.db, [event], { [event.streamId]: 7 })).rejects.toThrow(VersionConflict);
    expect(await outbox()).toEqual([]);
  });

  test.each([
    ['silenced', { heldBack: 'silenced' }, 'desk raised silenced'],
    ['in quiet hours', { heldBack: 'quiet-hours' }, 'desk raised quiet-hours'],
    ['told lately', { heldBack: 'told-lately' }, 'desk raised told-lately'],
    ['of the demo', { demo: true }, 'desk raised demo'],
  ])('that is %s is kept with the reason and not sent', async (_, fields, row) => {
    await haveChannel(log.db, 'desk');
    await haveRule(log.db, 'r', ['desk']);
    await record(log.db, 'r', 1, 'raised', fields);
    await record(log.db, 'r', 1, 'cleared');
    expect(await outbox()).toEqual([row]);
    expect(await formMessages(log.db, AT_ONCE)).toBeNull();
    expect(await messages()).toEqual([]);
  });

  test('goes to no channel that is removed or unknown, and says so', async () => {
    await haveChannel(log.db, 'gone');
    await haveRule(log.db, 'r', ['gone', 'never-was']);
    await removeChannel(log.db, 'gone', 'operator');
    await record(log.db, 'r', 1, 'raised');
    expect(await outbox()).toEqual(['gone raised channel-removed', 'never-was raised channel-removed']);
  });

  test('that ends an alert is told to those who heard of it, unless they want no endings', async () => {
    await haveChannel(log.db, 'desk');
    await haveChannel(log.db, 'quiet', { sendResolved: false });
    await haveRule(log.db, 'r', ['desk', 'quiet']);
    await record(log.db, 'r', 1, 'raised');
    await haveRule(log.db, 'r', []);
    await record(log.db, 'r', 1, 'cleared');
    expect((await outbox()).slice(2)).toEqual(['desk cleared pending', 'quiet cleared ends-not-told']);
  });
});

describe('messages', () => {
  beforeEach(async () => {
    await haveChannel(log.db, 'desk');
    await haveRule(log.db, 'r', ['desk']);
  });

  test('a storm is one message, whose id is that of its oldest step', async () => {
    for (let n = 1; n <= 50; n += 1) await record(log.db, 'r', n, 'raised');
    expect(await formMessages(log.db, AT_ONCE)).toBeNull();
    const [message, ...more] = await messages();
    expect(more).toEqual([]);
    const steps = await stepsOf(log.db, message?.message_id ?? '');
    expect(steps).toHaveLength(50);
    expect(steps[0]?.notificationId).toBe(message?.message_id);
    expect(steps[0]?.alertId).toBe(deriveId('alert', 'r', 1));
  });

  test('steps wait until a storm has settled, and no longer than the longest wait', async () => {
    await record(log.db, 'r', 1, 'raised');
    const wait = await formMessages(log.db, { settleMs: 60_000, longestMs: 90_000, spacingMs: 0 });
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    await log.db.execute(sql`update notifications set created_at = created_at - interval '30 seconds'`);
    await record(log.db, 'r', 2, 'raised');
    const longest = await formMessages(log.db, { settleMs: 60_000, longestMs: 40_000, spacingMs: 0 });
    expect(longest).toBeLessThanOrEqual(10_000);
    expect(await messages()).toEqual([]);
  });

  test('what comes while a message is under way waits for it, and then goes together, in order', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    const first = await firstOf();
    await record(log.db, 'r', 1, 'cleared');
    await record(log.db, 'r', 2, 'raised');
    await formMessages(log.db, AT_ONCE);
    expect(await messages()).toHaveLength(1);
    expect(await tryOnce(first, 'again', 500)).toBe('retry');
    await formMessages(log.db, AT_ONCE);
    expect(await messages()).toHaveLength(1);
    await dueAgain();
    expect(await tryOnce(first, 'delivered')).toBe('settle');
    await formMessages(log.db, AT_ONCE);
    const second = await firstOf();
    expect((await stepsOf(log.db, second)).map(it => it.step)).toEqual(['cleared', 'raised']);
  });

  test('two who form messages at once make one', async () => {
    for (let n = 1; n <= 5; n += 1) await record(log.db, 'r', n, 'raised');
    await Promise.all(Array.from({ length: 6 }, () => formMessages(log.db, AT_ONCE)));
    expect(await messages()).toHaveLength(1);
  });

  test('a message is claimed by one of many, and again when the claim has run out', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    const id = await firstOf();
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimMessage(log.db, id, CLAIM_MS)));
    expect(claims.filter(it => it !== null)).toHaveLength(1);
    expect(await sweepMessages(log.db, 10)).toEqual([]);
    await log.db.execute(
      sql`update messages set claimed_until = clock_timestamp(), next_enqueue_at = clock_timestamp()`,
    );
    expect(await sweepMessages(log.db, 10)).toHaveLength(1);
    expect((await claimMessage(log.db, id, CLAIM_MS))?.tries).toBe(2);
  });

  test('who lost the claim in the meantime settles nothing', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    const id = await firstOf();
    const slow = await claimMessage(log.db, id, 0);
    const quick = await claimMessage(log.db, id, CLAIM_MS);
    if (slow === null || quick === null) throw new Error('it was not claimed');
    const tried: Try = {
      outcome: 'delivered',
      status: 204,
      answer: '',
      tookMs: 1,
      request: { method: 'POST', address: '', headers: {}, bytes: 0 },
    };
    expect(await recordTry(log.db, slow, tried, { do: 'settle' })).toBe(false);
    expect(await recordTry(log.db, quick, tried, { do: 'settle' })).toBe(true);
    expect(await happened()).toEqual(['ChannelSet', 'AlertRaised', 'NotificationDelivered']);
  });

  test('a delivered message is an event of the log with its steps, and is never due again', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    const id = await firstOf();
    await tryOnce(id, 'delivered', 202);
    const event = (await readAll(log.db, 0, 100)).at(-1);
    expect(event).toMatchObject({
      type: 'NotificationDelivered',
      data: { messageId: id, channelId: 'desk', notificationIds: [id], attempts: 1, status: 202 },
    });
    expect(await sweepMessages(log.db, 10)).toEqual([]);
    expect(await claimMessage(log.db, id, CLAIM_MS)).toBeNull();
  });

  test('sent again by hand it keeps its id and is an event of its own', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    const id = await firstOf();
    expect(await sendAgain(log.db, id)).toBe('under-way');
    await tryOnce(id, 'delivered');
    expect(await sendAgain(log.db, id)).toBe('queued');
    expect(await tryOnce(id, 'delivered')).toBe('settle');
    expect(await happened()).toEqual(['ChannelSet', 'AlertRaised', 'NotificationDelivered', 'NotificationDelivered']);
    expect(await sendAgain(log.db, deriveId('nothing'))).toBe('not-found');
  });

  test('an answer that the receiver is gone disables the channel, suppresses what waits, and tells another', async () => {
    await haveChannel(log.db, 'admin');
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    await record(log.db, 'r', 2, 'raised');
    expect(await tryOnce(await firstOf(), 'gone', 410)).toBe('give-up');
    expect(await findChannel(log.db, 'desk')).toMatchObject({ disabled: 'gone' });
    await record(log.db, 'r', 3, 'raised');
    expect(await outbox()).toEqual([
      'desk raised formed',
      'desk raised channel-disabled',
      'desk raised channel-disabled',
    ]);
    expect(await happened()).toEqual([
      'ChannelSet',
      'ChannelSet',
      'AlertRaised',
      'AlertRaised',
      'NotificationFailed',
      'ChannelDisabled',
      'AlertRaised',
    ]);
    expect((await messages()).filter(it => it.kind === 'notice')).toMatchObject([
      { channel_id: 'admin', status: 'pending' },
    ]);
    await haveChannel(log.db, 'desk');
    await record(log.db, 'r', 4, 'raised');
    expect((await outbox()).at(-1)).toBe('desk raised pending');
  });

  test('two channels that are gone do not tell each other for ever', async () => {
    await haveChannel(log.db, 'admin');
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    await tryOnce(await firstOf(), 'gone', 410);
    expect(await tryOnce(await firstOf(), 'gone', 410)).toBe('give-up');
    expect((await messages()).filter(it => it.status === 'pending')).toEqual([]);
    expect(await findChannel(log.db, 'admin')).toMatchObject({ disabled: 'gone' });
  });

  test('a trial goes at once beside what waits, and a gone receiver does not close the channel for it', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    const id = await addTestMessage(log.db, 'desk', 'operator');
    expect((await sweepMessages(log.db, 10)).map(it => it.messageId)).toContain(id);
    await tryOnce(id, 'gone', 410);
    expect(await findChannel(log.db, 'desk')).toMatchObject({ disabled: null });
  });

  test('a channel that is removed takes what is under way with it', async () => {
    await record(log.db, 'r', 1, 'raised');
    await formMessages(log.db, AT_ONCE);
    await record(log.db, 'r', 2, 'raised');
    await removeChannel(log.db, 'desk', 'operator');
    expect(await outbox()).toEqual(['desk raised formed', 'desk raised channel-removed']);
    expect(await messages()).toMatchObject([{ status: 'failed' }]);
    expect(await formMessages(log.db, AT_ONCE)).toBeNull();
  });
});
