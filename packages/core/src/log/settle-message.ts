import { sql } from 'drizzle-orm';
import type { FailReason } from '../domain/channel.ts';
import { append } from './append.ts';
import type { Transaction } from './database.ts';
import { deriveId } from './ids.ts';

/**
 * Has nothing more sent through a channel that is gone: what waits is suppressed, what is under way is given up. Within a
 * transaction that holds the append lock.
 */
export async function closeChannel(
  tx: Transaction,
  channelId: string,
  reason: 'channel-removed' | 'channel-disabled',
): Promise<void> {
  await tx.execute(
    sql`update notifications set status = 'suppressed', reason = ${reason} where channel_id = ${channelId} and status = 'pending'`,
  );
  const failReason: FailReason = reason === 'channel-removed' ? 'channel-removed' : 'gone';
  const { rows } = await tx.execute<{ message_id: string }>(
    sql`select message_id from messages where channel_id = ${channelId} and status = 'pending'`,
  );
  for (const { message_id } of rows) await failMessage(tx, message_id, failReason);
}

/** Gives a pending message up, for a reason. Within a transaction that holds the append lock. */
export async function failMessage(tx: Transaction, messageId: string, reason: FailReason): Promise<void> {
  const { rows } = await tx.execute<SettledRow>(
    sql`update messages m set status = 'failed', reason = ${reason}, claimed_by = null, claimed_until = null
        where message_id = ${messageId} and status = 'pending' returning ${SETTLED}`,
  );
  const [row] = rows;
  if (row === undefined) return;
  await append(tx, [
    {
      type: 'NotificationFailed',
      data: { ...ofMessage(messageId, row), reason },
      eventId: deriveId('notification-failed', messageId, row.round),
      streamId: `message-${messageId}`,
    },
  ]);
}

/** Notes that a pending message arrived. Within a transaction that holds the append lock. */
export async function deliverMessage(tx: Transaction, messageId: string, status: number | null): Promise<void> {
  const { rows } = await tx.execute<SettledRow>(
    sql`update messages m set status = 'delivered', reason = null, claimed_by = null, claimed_until = null
        where message_id = ${messageId} and status = 'pending' returning ${SETTLED}`,
  );
  const [row] = rows;
  if (row === undefined) return;
  await append(tx, [
    {
      type: 'NotificationDelivered',
      data: { ...ofMessage(messageId, row), status },
      eventId: deriveId('notification-delivered', messageId, row.round),
      streamId: `message-${messageId}`,
    },
  ]);
}

type SettledRow = {
  channel_id: string;
  kind: 'alerts' | 'test' | 'notice';
  round: number;
  tries: number;
  ids: string[];
};

const SETTLED = sql.raw(`m.channel_id, m.kind, m.round, m.tries,
  array(select n.notification_id::text from notifications n where n.message_id = m.message_id order by n.position, n.notification_id) as ids`);

function ofMessage(messageId: string, { channel_id, kind, tries, ids }: SettledRow) {
  return { messageId, channelId: channel_id, kind, notificationIds: ids, attempts: tries };
}
