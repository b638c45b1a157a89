import { sql } from 'drizzle-orm';
import type { HeldBack, Severity } from '../domain/alert-event.ts';
import type { EventId } from '../domain/ids.ts';
import type { LogEvent } from '../domain/log-event.ts';
import type { ToldStep } from '../domain/notify/message.ts';
import { type Appended, append, type ExpectedVersion, type NewEvent } from './append.ts';
import type { Executor, Transaction } from './database.ts';
import { deriveId } from './ids.ts';
import { readStream } from './read.ts';

/** Rung when there is something to tell. */
export const OUTBOX_CHANNEL = 'tensiometer_outbox';

/** Why a step is told to nobody on a channel: as the rule had it, or because the channel takes nothing any more. */
export type SuppressedBecause = HeldBack | 'channel-disabled' | 'channel-removed' | 'ends-not-told';

/**
 * Appends steps of alerts, and puts what is to be told of them into the outbox in the same transaction: a step that is in
 * the log is told, whatever dies in between. Answers as `append` does, and throws what it throws.
 */
export async function appendTold(
  db: Executor,
  batch: readonly NewEvent[],
  expected: Record<string, ExpectedVersion> = {},
): Promise<Appended[]> {
  return db.transaction(async tx => {
    const appended = await append(tx, batch, expected);
    let told = false;
    for (const [index, event] of batch.entries()) {
      const it = appended[index];
      if (it?.appended === true && (await tell(tx, event, it.position))) told = true;
    }
    if (told) await tx.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
    return appended;
  });
}

type Told = {
  alertId: EventId;
  thresholdId: string;
  step: ToldStep;
  severity: Severity | null;
  heldBack: HeldBack | null;
};

function toldOf(event: LogEvent): Told | null {
  switch (event.type) {
    case 'AlertRaised': {
      const { alertId, thresholdId, severity, heldBack, demo } = event.data;
      return { alertId, thresholdId, step: 'raised', severity, heldBack: heldBack ?? (demo ? 'demo' : null) };
    }
    case 'AlertEscalated': {
      const { alertId, thresholdId, severity, heldBack } = event.data;
      return { alertId, thresholdId, step: 'escalated', severity, heldBack };
    }
    case 'AlertRepeated': {
      const { alertId, thresholdId, severity } = event.data;
      return { alertId, thresholdId, step: 'repeated', severity, heldBack: null };
    }
    case 'AlertCleared': {
      const { alertId, thresholdId, heldBack } = event.data;
      return { alertId, thresholdId, step: 'cleared', severity: null, heldBack };
    }
    default:
      return null;
  }
}

/** Writes one row for each channel that hears of a step. True when one of them is to be sent. */
async function tell(tx: Transaction, event: NewEvent, position: number): Promise<boolean> {
  const told = toldOf(event);
  if (told === null) return false;
  const { alertId, step, heldBack } = told;
  const channelIds = step === 'cleared' ? await channelsTold(tx, alertId) : await channelsRouted(tx, told);
  if (channelIds.length === 0) return false;
  const ids = channelIds.map(channelId => deriveId('notification', alertId, event.eventId, channelId));
  const { rows } = await tx.execute<{ status: string }>(
    sql`insert into notifications (notification_id, alert_id, transition_id, channel_id, step, position, status, reason)
        select a.id, ${alertId}, ${event.eventId}, a.channel_id, ${step}, ${position}, case when w.reason is null then 'pending' else 'suppressed' end, w.reason
        from unnest(${sql.param(ids)}::uuid[], ${sql.param(channelIds)}::text[]) as a(id, channel_id)
        left join channels c on c.channel_id = a.channel_id
        cross join lateral (select case when ${heldBack}::text is not null then ${heldBack}::text
          when c.channel_id is null or c.removed then 'channel-removed' when c.disabled is not null then 'channel-disabled'
          when ${step} = 'cleared' and not c.send_resolved then 'ends-not-told' end as reason) w
        on conflict do nothing returning status`,
  );
  return rows.some(row => row.status === 'pending');
}

/** Channels that the rule names for a severity, as it is set now. */
async function channelsRouted(tx: Transaction, { thresholdId, severity }: Told): Promise<string[]> {
  const last = (await readStream(tx, `threshold-${thresholdId}`)).findLast(event => event.type === 'ThresholdSet');
  if (last?.type !== 'ThresholdSet' || severity === null) return [];
  const routed = last.data.channels.filter(route => route.severities.includes(severity));
  return [...new Set(routed.map(route => route.channelId))];
}

/** Channels that were told of an alert, or will be: they hear of its end, whatever the rule says by then. */
async function channelsTold(tx: Transaction, alertId: EventId): Promise<string[]> {
  const { rows } = await tx.execute<{ channel_id: string }>(
    sql`select distinct channel_id from notifications where alert_id = ${alertId} and status <> 'suppressed' order by 1`,
  );
  return rows.map(row => row.channel_id);
}
