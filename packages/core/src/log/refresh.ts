import { sql } from 'drizzle-orm';
import type { EventId } from '../domain/ids.ts';
import type { Executor } from './database.ts';

/** How often what stands is sent again to receivers that forget, and how long they hear of what is over. */
const REFRESH_SECONDS = 60;
const RESOLVED_SECONDS = 300;

/** Channels whose receiver is to hear again of what stands; each is answered to one caller a minute. */
export async function claimRefresh(db: Executor): Promise<string[]> {
  const { rows } = await db.execute<{ channel_id: string }>(
    sql`update channels set refreshed_at = clock_timestamp() where kind = 'alertmanager' and not removed and disabled is null
          and (refreshed_at is null or refreshed_at <= clock_timestamp() - make_interval(secs => ${REFRESH_SECONDS}))
        returning channel_id`,
  );
  return rows.map(row => row.channel_id);
}

/** The last step that a channel was told of each alert that stands, or that was over a short while ago. */
export async function standingOn(
  db: Executor,
  channelId: string,
): Promise<{ notificationId: EventId; alertId: EventId; transitionId: EventId }[]> {
  const { rows } = await db.execute<{ notificationId: EventId; alertId: EventId; transitionId: EventId }>(
    sql`select notification_id as "notificationId", alert_id as "alertId", transition_id as "transitionId" from (
          select distinct on (n.alert_id) n.* from notifications n join messages m on m.message_id = n.message_id
          where n.channel_id = ${channelId} and m.status = 'delivered' order by n.alert_id, n.position desc) last
        where step <> 'cleared' or created_at > clock_timestamp() - make_interval(secs => ${RESOLVED_SECONDS})
        order by position limit 1000`,
  );
  return rows;
}
