import type { Severity } from '../../../packages/core/src/domain/alert-event.ts';
import type { EventId } from '../../../packages/core/src/domain/ids.ts';
import { append, type NewEvent } from '../../../packages/core/src/log/append.ts';
import { setChannel } from '../../../packages/core/src/log/channels.ts';
import type { Database } from '../../../packages/core/src/log/database.ts';
import { deriveId } from '../../../packages/core/src/log/ids.ts';
import { appendTold } from '../../../packages/core/src/log/outbox.ts';
import { createVault } from '../../../packages/core/src/log/vault.ts';
import { type ChannelBody, parseChannelBody } from '../../../packages/core/src/wire/channel.ts';
import { lineOf, raisedOf } from './alert-events.ts';
import { NOW } from './log.ts';

export const vault = createVault('the key of this test');

/** Reads the body of a channel as the API does. */
export function bodyOf(fields: object): ChannelBody {
  const parsed = parseChannelBody(fields);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
}

/** Sets a channel, a webhook unless a test says otherwise, and answers the secret that was made. */
export async function haveChannel(db: Database, channelId: string, fields: object = {}): Promise<string | null> {
  const usual = 'to' in fields || 'token' in fields ? {} : { url: `https://${channelId}.example/hook` };
  const body = bodyOf({ kind: 'webhook', name: `Channel ${channelId}`, ...usual, ...fields });
  const set = await setChannel(db, vault, channelId, body, { userId: 'operator', now: NOW });
  if (!set.ok) throw new Error(set.detail);
  return set.secret;
}

/** Sets a rule that tells some channels, each of both severities unless said otherwise. */
export async function haveRule(
  db: Database,
  thresholdId: string,
  channels: readonly (string | { channelId: string; severities: Severity[] })[],
): Promise<void> {
  const routes = channels.map(it =>
    typeof it === 'string' ? { channelId: it, severities: ['warning', 'critical'] as Severity[] } : it,
  );
  await append(db, [
    {
      type: 'ThresholdSet',
      data: lineOf({ thresholdId, channels: routes }),
      eventId: deriveId('threshold-set', thresholdId, routes.map(it => it.channelId).join()),
      streamId: `threshold-${thresholdId}`,
    },
  ]);
}

export type Step = 'raised' | 'escalated' | 'repeated' | 'cleared';

/** A step of the nth alert on a rule, as the evaluator records it. */
export function stepOf(
  thresholdId: string,
  n: number,
  step: Step,
  fields: object = {},
): NewEvent & { alertId: EventId } {
  const alertId = deriveId('alert', thresholdId, n);
  const ids = { alertId, thresholdId };
  const reading = { day: '2024-01-25', value: 46.1, measure: 46.1, line: 40, readAt: 1 };
  const at = { streamId: `alert-${alertId}`, eventId: deriveId(`alert-${step}`, alertId), alertId };
  switch (step) {
    case 'raised':
      return { ...at, streamId: `alerts-${thresholdId}`, type: 'AlertRaised', data: raisedOf({ ...ids, ...fields }) };
    case 'escalated':
      return {
        ...at,
        type: 'AlertEscalated',
        data: { ...ids, ...reading, subject: 'IRQ-USA', severity: 'critical', evidence: [], heldBack: null, ...fields },
      };
    case 'repeated':
      return {
        ...at,
        type: 'AlertRepeated',
        data: { ...ids, ...reading, subject: 'IRQ-USA', severity: 'warning', reason: 'interval', ...fields },
      };
    case 'cleared':
      return {
        ...at,
        type: 'AlertCleared',
        data: { ...ids, day: '2024-01-26', value: 31, reason: 'recovered', heldBack: null, ...fields },
      };
    default:
      return step satisfies never;
  }
}

/** Records a step with what is told of it, and answers its alert. */
export async function record(
  db: Database,
  thresholdId: string,
  n: number,
  step: Step,
  fields: object = {},
): Promise<EventId> {
  const { alertId, ...event } = stepOf(thresholdId, n, step, fields);
  await appendTold(db, [event]);
  return alertId;
}
