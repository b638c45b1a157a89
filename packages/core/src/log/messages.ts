import { sql } from 'drizzle-orm';
import type { MessageKind } from '../domain/channel.ts';
import type { EventId, Position } from '../domain/ids.ts';
import type { ToldStep } from '../domain/notify/message.ts';
import type { AfterTry, TryResult } from '../domain/notify/retry.ts';
import { append, lockLog } from './append.ts';
import { findChannel, listChannels, streamOf } from './channels.ts';
import type { Database, Executor, Transaction } from './database.ts';
import { deriveId, randomId } from './ids.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { closeChannel, deliverMessage, failMessage } from './settle-message.ts';

/** How long steps wait to be told together, in milliseconds. */
export type Grouping = {
  /** Until nothing more came for so long … */
  settleMs: number;
  /** … but never longer than this, and … */
  longestMs: number;
  /** … not sooner than this after the message before. */
  spacingMs: number;
};
export const GROUPING: Grouping = { settleMs: 400, longestMs: 3_000, spacingMs: 5_000 };
/** Steps in one message; the rest comes in the next. */
const MESSAGE_SIZE = 200;

/**
 * Makes messages of what waits in the outbox: one a channel, once a storm has settled and the message before has
 * arrived or was given up. Its id is that of the oldest step in it, so that it is the same whoever makes it.
 * Answers in how many milliseconds to look again; null when nothing waits.
 */
export async function formMessages(db: Database, grouping: Grouping = GROUPING): Promise<number | null> {
  return db.transaction(async tx => {
    const { rows } = await tx.execute<{ channel_id: string; wait_ms: number | null }>(
      sql`select c.channel_id, greatest(0, ceil(extract(epoch from greatest(
              least(n.newest + make_interval(secs => ${grouping.settleMs / 1_000}), n.oldest + make_interval(secs => ${grouping.longestMs / 1_000})),
              m.formed_at + make_interval(secs => ${grouping.spacingMs / 1_000})) - clock_timestamp()) * 1000))::int as wait_ms
          from channels c
          cross join lateral (select min(created_at) as oldest, max(created_at) as newest from notifications
            where channel_id = c.channel_id and status = 'pending') n
          left join lateral (select max(formed_at) as formed_at from messages where channel_id = c.channel_id and kind = 'alerts') m on true
          where n.oldest is not null and not exists (select 1 from messages where channel_id = c.channel_id and status = 'pending' and kind = 'alerts')
          order by c.channel_id for update of c skip locked`,
    );
    let next: number | null = null;
    for (const { channel_id, wait_ms } of rows) {
      if (wait_ms === 0) await formMessage(tx, channel_id);
      else next = Math.min(next ?? Number.POSITIVE_INFINITY, wait_ms ?? 0);
    }
    return next;
  });
}

async function formMessage(tx: Transaction, channelId: string): Promise<void> {
  await tx.execute(
    sql`with waiting as (select notification_id, position from notifications where channel_id = ${channelId} and status = 'pending'
            order by position, notification_id limit ${MESSAGE_SIZE}),
          made as (insert into messages (message_id, channel_id, kind, anchor_position)
            select (array_agg(notification_id order by position, notification_id))[1], ${channelId}, 'alerts', (select max(position) from events) from waiting having count(*) > 0
            on conflict do nothing returning message_id)
        update notifications n set status = 'formed', message_id = made.message_id from waiting w, made where n.notification_id = w.notification_id`,
  );
}

export type Queued = { messageId: EventId; enqueueCount: number };

/** Messages that are due and not in somebody's hands, to be queued (again); each later than the time before. */
export async function sweepMessages(db: Executor, limit: number): Promise<Queued[]> {
  const { rows } = await db.execute<{ message_id: string; enqueue_count: number }>(
    sql`update messages set enqueue_count = enqueue_count + 1, next_enqueue_at = clock_timestamp() + interval '10 seconds' * power(2, least(enqueue_count, 6))
        where message_id in (select message_id from messages where status = 'pending' and next_enqueue_at <= clock_timestamp()
          order by next_enqueue_at limit ${limit} for update skip locked)
        returning message_id, enqueue_count`,
  );
  return rows.map(row => ({ messageId: row.message_id, enqueueCount: row.enqueue_count }));
}

/** Has the sweeper come back soon for what the queue would not take. */
export async function sweepMessagesAgain(db: Executor, queued: readonly Queued[], seconds: number): Promise<void> {
  await db.execute(
    sql`update messages set next_enqueue_at = clock_timestamp() + make_interval(secs => ${seconds})
        where message_id = any(${sql.param(queued.map(it => it.messageId))}::uuid[]) and status = 'pending'`,
  );
}

/** Milliseconds until a message is due to be queued; null when none is pending. */
export async function nextDueMs(db: Executor): Promise<number | null> {
  const { rows } = await db.execute<{ ms: number | null }>(
    sql`select ceil(extract(epoch from min(next_enqueue_at) - clock_timestamp()) * 1000)::float8 as ms from messages where status = 'pending'`,
  );
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(0, ms);
}

export type ClaimedMessage = {
  messageId: EventId;
  channelId: string;
  kind: MessageKind;
  notice: string | null;
  anchorPosition: Position;
  round: number;
  /** Counts this one. */
  tries: number;
  sinceFirstMs: number;
  token: string;
};

/**
 * Takes a message that is due for one try, and counts it before anything can go wrong. Null for one that is settled, not
 * due, or in the hands of another. A claim ends by itself after `claimMs`, for those who die with it.
 */
export async function claimMessage(db: Executor, messageId: EventId, claimMs: number): Promise<ClaimedMessage | null> {
  const token = randomId();
  const { rows } = await db.execute<{
    channel_id: string;
    kind: MessageKind;
    notice: string | null;
    anchor_position: string;
    round: number;
    tries: number;
    since_first_ms: number;
  }>(
    sql`update messages set tries = tries + 1, claimed_by = ${token}, claimed_until = clock_timestamp() + make_interval(secs => ${claimMs / 1_000}),
          next_enqueue_at = clock_timestamp() + make_interval(secs => ${claimMs / 1_000}), first_try_at = coalesce(first_try_at, clock_timestamp())
        where message_id = ${messageId} and status = 'pending' and next_try_at <= clock_timestamp()
          and (claimed_until is null or claimed_until <= clock_timestamp())
        returning channel_id, kind, notice, anchor_position, round, tries,
          (extract(epoch from clock_timestamp() - first_try_at) * 1000)::float8 as since_first_ms`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    messageId,
    channelId: row.channel_id,
    kind: row.kind,
    notice: row.notice,
    anchorPosition: Number(row.anchor_position),
    round: row.round,
    tries: row.tries,
    sinceFirstMs: row.since_first_ms,
    token,
  };
}

/** A try as the delivery log keeps it. `request` has nothing secret in it. */
export type Try = {
  outcome: TryResult['outcome'];
  status: number | null;
  answer: string;
  tookMs: number;
  request: { method: string; address: string; headers: Record<string, string>; bytes: number };
};

/**
 * Records a try and what follows from it: the message is settled, or due again later. A channel whose receiver is gone
 * is disabled, and another channel is told. False when the claim was lost in the meantime: then another settles it.
 */
export async function recordTry(db: Database, claimed: ClaimedMessage, tried: Try, after: AfterTry): Promise<boolean> {
  const { messageId, channelId, token, round, tries } = claimed;
  return db.transaction(async tx => {
    await lockLog(tx);
    const { rows } = await tx.execute(
      sql`select 1 from messages where message_id = ${messageId} and status = 'pending' and claimed_by = ${token} for update`,
    );
    if (rows.length === 0) return false;
    await tx.execute(sql`insert into message_tries (message_id, round, try, took_ms, outcome, status, answer, request)
      values (${messageId}, ${round}, ${tries}, ${tried.tookMs}, ${tried.outcome}, ${tried.status}, ${tried.answer}, ${JSON.stringify(tried.request)}::jsonb)`);
    switch (after.do) {
      case 'settle':
        await deliverMessage(tx, messageId, tried.status);
        break;
      case 'give-up':
        await failMessage(tx, messageId, after.reason);
        if (after.reason === 'gone' && claimed.kind !== 'test') await disableChannel(tx, channelId);
        break;
      case 'retry':
        await tx.execute(sql`update messages set claimed_by = null, claimed_until = null,
          next_try_at = clock_timestamp() + make_interval(secs => ${after.delayMs / 1_000}),
          next_enqueue_at = clock_timestamp() + make_interval(secs => ${after.delayMs / 1_000}) where message_id = ${messageId}`);
        break;
      default:
        after satisfies never;
    }
    await tx.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
    return true;
  });
}

/** Closes a channel whose receiver said that it is gone, and says so through another one, if there is one. */
async function disableChannel(tx: Transaction, channelId: string): Promise<void> {
  const channel = await findChannel(tx, channelId);
  if (channel === null || channel.disabled !== null) return;
  await append(tx, [
    {
      type: 'ChannelDisabled',
      data: { channelId, reason: 'gone' },
      eventId: deriveId('channel-disabled', channelId, channel.version),
      streamId: streamOf(channelId),
    },
  ]);
  await tx.execute(sql`update channels set disabled = 'gone' where channel_id = ${channelId}`);
  await closeChannel(tx, channelId, 'channel-disabled');
  const other = (await listChannels(tx)).find(it => it.disabled === null);
  if (other === undefined) return;
  const notice = `The channel “${channel.name}” (${channel.kind}, ${channel.place}) is disabled: its receiver answered that it is gone (410). Alerts that go there reach nobody until it is set again.`;
  await addMessage(tx, {
    messageId: deriveId('notice', channelId, channel.version),
    channelId: other.channelId,
    kind: 'notice',
    notice,
    userId: null,
  });
}

/** Has a trial message sent through a channel, once; its id tells what became of it. */
export async function addTestMessage(db: Database, channelId: string, userId: string): Promise<EventId> {
  const messageId = randomId();
  await db.transaction(async tx => {
    await addMessage(tx, { messageId, channelId, kind: 'test', notice: null, userId });
    await tx.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
  });
  return messageId;
}

type Added = { messageId: EventId; channelId: string; kind: MessageKind; notice: string | null; userId: string | null };

async function addMessage(tx: Transaction, { messageId, channelId, kind, notice, userId }: Added): Promise<void> {
  await tx.execute(sql`insert into messages (message_id, channel_id, kind, anchor_position, notice, user_id)
    values (${messageId}, ${channelId}, ${kind}, (select coalesce(max(position), 0) from events), ${notice}, ${userId}) on conflict do nothing`);
}

/** Has a settled message sent again under its own id. Says why not where that cannot be. */
export async function sendAgain(
  db: Database,
  messageId: EventId,
): Promise<'queued' | 'not-found' | 'under-way' | 'channel-closed'> {
  return db.transaction(async tx => {
    // Held as by whoever forms messages, so that two are never under way on one channel.
    await tx.execute(
      sql`select 1 from channels where channel_id = (select channel_id from messages where message_id = ${messageId}) for update`,
    );
    const { rows } = await tx.execute<{ channel_id: string; status: string; kind: MessageKind; busy: boolean }>(
      sql`select m.channel_id, m.status, m.kind, exists (select 1 from messages o where o.channel_id = m.channel_id and o.status = 'pending' and o.kind = 'alerts') as busy
          from messages m where message_id = ${messageId} for update`,
    );
    const [row] = rows;
    if (row === undefined) return 'not-found';
    if (row.status === 'pending' || (row.kind === 'alerts' && row.busy)) return 'under-way';
    const channel = await findChannel(tx, row.channel_id);
    if (channel === null || channel.disabled !== null) return 'channel-closed';
    await tx.execute(sql`update messages set status = 'pending', reason = null, round = round + 1, tries = 0, first_try_at = null,
      next_try_at = clock_timestamp(), next_enqueue_at = clock_timestamp(), claimed_by = null, claimed_until = null where message_id = ${messageId}`);
    await tx.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
    return 'queued';
  });
}

/** Steps of alerts that a message tells of, in the order of the log. */
export async function stepsOf(
  db: Executor,
  messageId: EventId,
): Promise<{ notificationId: EventId; alertId: EventId; transitionId: EventId; step: ToldStep }[]> {
  const { rows } = await db.execute<{
    notificationId: EventId;
    alertId: EventId;
    transitionId: EventId;
    step: ToldStep;
  }>(
    sql`select notification_id as "notificationId", alert_id as "alertId", transition_id as "transitionId", step from notifications
        where message_id = ${messageId} order by position, notification_id`,
  );
  return rows;
}
