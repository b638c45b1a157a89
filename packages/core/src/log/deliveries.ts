import { type SQL, sql } from 'drizzle-orm';
import type { EventId } from '../domain/ids.ts';
import type { AlertDelivery, MessagesAnswer, MessageView } from '../wire/shapes/channel.ts';
import type { Executor } from './database.ts';

const AT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** The delivery log of a channel, newest first, with every try. `cursor` is what the page before answered as `next`. */
export async function messagesOf(
  db: Executor,
  channelId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<MessagesAnswer> {
  const after =
    cursor === undefined
      ? sql``
      : sql`and (m.formed_at, m.message_id) < (select formed_at, message_id from messages where message_id = ${cursor}::uuid)`;
  const messages = await load(db, sql`m.channel_id = ${channelId} ${after}`, limit + 1);
  const shown = messages.slice(0, limit);
  const last = shown.at(-1);
  return { messages: shown, next: messages.length > limit && last !== undefined ? last.messageId : null };
}

/** One message with its tries, or null. */
export async function findMessage(db: Executor, messageId: EventId): Promise<MessageView | null> {
  const [found] = await load(db, sql`m.message_id = ${messageId}`, 1);
  return found ?? null;
}

async function load(db: Executor, where: SQL, limit: number): Promise<MessageView[]> {
  const { rows } = await db.execute<MessageView>(
    sql`select m.message_id as "messageId", m.channel_id as "channelId", c.name as "channelName", m.kind, m.status, m.reason,
          to_char(m.formed_at, ${sql.raw(AT)}) as "formedAt",
          case when m.status = 'pending' then to_char(m.next_try_at, ${sql.raw(AT)}) end as "nextTryAt",
          coalesce((select jsonb_agg(jsonb_build_object('notificationId', n.notification_id, 'alertId', n.alert_id, 'step', n.step, 'subject', coalesce(e.data ->> 'subject', r.data ->> 'subject', ''))
              order by n.position, n.notification_id)
            from notifications n join events e on e.event_id = n.transition_id
              left join lateral (select data from events where stream_id = e.stream_id and type = 'AlertRaised' limit 1) r on true
            where n.message_id = m.message_id), '[]') as steps,
          coalesce((select jsonb_agg(jsonb_build_object('round', t.round, 'try', t.try, 'at', to_char(t.at, ${sql.raw(AT)}), 'tookMs', t.took_ms, 'outcome', t.outcome,
              'status', t.status, 'answer', t.answer, 'request', t.request) order by t.round desc, t.try desc)
            from message_tries t where t.message_id = m.message_id), '[]') as tries
        from messages m join channels c on c.channel_id = m.channel_id
        where ${where} order by m.formed_at desc, m.message_id desc limit ${limit}`,
  );
  return rows;
}

/** What every channel was told of an alert, step by step, and why it was not where it was not. */
export async function deliveriesOf(db: Executor, alertId: EventId): Promise<AlertDelivery[]> {
  const { rows } = await db.execute<AlertDelivery>(
    sql`select n.notification_id as "notificationId", n.channel_id as "channelId", coalesce(c.name, n.channel_id) as "channelName", n.step,
          to_char(n.created_at, ${sql.raw(AT)}) as at, coalesce(m.status, case n.status when 'pending' then 'waiting' else n.status end) as status,
          coalesce(m.reason, n.reason) as reason, n.message_id as "messageId", coalesce(m.tries, 0) as tries
        from notifications n left join channels c on c.channel_id = n.channel_id left join messages m on m.message_id = n.message_id
        where n.alert_id = ${alertId} order by n.position, n.channel_id`,
  );
  return rows;
}
