import type { EventId } from '@tensiometer/core/domain/ids.ts';
import { type AfterTry, decideAfterTry } from '@tensiometer/core/domain/notify/retry.ts';
import { parseTemplate, type Template } from '@tensiometer/core/domain/notify/template.ts';
import { findChannel, openSettings } from '@tensiometer/core/log/channels.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { type ClaimedMessage, claimMessage, recordTry } from '@tensiometer/core/log/messages.ts';
import { type Linking, loadMessage } from '@tensiometer/core/views/ask-message.ts';
import { type Sent, sendOnce, type Transport } from './transport.ts';

/** Longer than the longest try takes: who still has a claim after this is dead. */
const CLAIM_MS = 45_000;

export type Delivery = Transport & {
  db: Database;
  linking: Linking;
  /** From 0 to below 1. */
  chance: () => number;
  claimMs?: number;
  /** Called at each step of a delivery; a test that throws from it ends the delivery there, as a killed process would. */
  at?: (step: DeliveryStep) => void;
};
export const DELIVERY_STEPS = ['before-claim', 'claimed', 'loaded', 'sent', 'recorded'] as const;
export type DeliveryStep = (typeof DELIVERY_STEPS)[number];
export type DeliveryOutcome = Sent['outcome'] | 'skipped';

/**
 * Sends one message, if it is due and nobody else has it, and records what came of it. Between the receiver's answer and
 * the record lies the one window in which a death has a second copy sent: under the same id.
 */
export async function deliver(delivery: Delivery, messageId: EventId): Promise<DeliveryOutcome> {
  const { db, at = () => {}, chance, claimMs = CLAIM_MS } = delivery;
  at('before-claim');
  const claimed = await claimMessage(db, messageId, claimMs);
  if (claimed === null) return 'skipped';
  at('claimed');
  const started = performance.now();
  const sent = await send(delivery, claimed, at);
  at('sent');
  const tookMs = Math.round(performance.now() - started);
  await recordTry(db, claimed, { ...sent, tookMs }, afterTry(claimed, sent, chance()));
  at('recorded');
  return sent.outcome;
}

async function send(delivery: Delivery, claimed: ClaimedMessage, at: (step: DeliveryStep) => void): Promise<Sent> {
  const { db, linking } = delivery;
  const channel = await findChannel(db, claimed.channelId);
  if (channel === null) return notSent('gone', 'the channel was removed');
  const settings = await openSettings(db, linking.vault, claimed.channelId);
  if (settings === null)
    return notSent(
      'again',
      'what opens this channel cannot be read with the key of this installation: give worker and dashboard the same TENSIOMETER_SECRET_KEY, or set the channel again',
    );
  const message = await loadMessage(db, claimed.messageId, linking);
  if (message === null) return notSent('rejected', 'the message is not there');
  at('loaded');
  return sendOnce(delivery, message, settings, templateOf(channel.template));
}

/** A trial is tried once: somebody is looking at it. */
function afterTry(claimed: ClaimedMessage, sent: Sent, chance: number): AfterTry {
  const after = decideAfterTry(sent, claimed.tries, claimed.sinceFirstMs, chance);
  if (claimed.kind !== 'test' || after.do !== 'retry') return after;
  return { do: 'give-up', reason: sent.outcome === 'again' ? 'unreachable' : 'rejected' };
}

function templateOf(text: string | null): Template | null {
  // It was parsed when it was set; our own words are better than none if a later version reads it no more.
  const parsed = text === null ? null : parseTemplate(text);
  return parsed?.ok === true ? parsed.template : null;
}

function notSent(outcome: Sent['outcome'], answer: string): Sent {
  return {
    outcome,
    retryAfterMs: null,
    status: null,
    answer,
    request: { method: '', address: '', headers: {}, bytes: 0 },
  };
}
