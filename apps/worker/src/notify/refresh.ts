import { findChannel, openSettings } from '@tensiometer/core/log/channels.ts';
import { claimRefresh, standingOn } from '@tensiometer/core/log/refresh.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { loadStanding } from '@tensiometer/core/views/ask-message.ts';
import type { Delivery } from './deliver.ts';
import { sendOnce } from './transport.ts';

/**
 * Sends what stands again to the receivers that forget: Alertmanager believes an alert for five minutes, and wants to
 * hear for as long of one that is over. These are no messages of their own: no step of an alert is told by them alone.
 */
export async function refreshStanding(delivery: Delivery, logger: Logger): Promise<void> {
  const { db, linking } = delivery;
  for (const channelId of await claimRefresh(db)) {
    const channel = await findChannel(db, channelId);
    const settings = await openSettings(db, linking.vault, channelId);
    const steps = await standingOn(db, channelId);
    if (channel === null || settings === null || steps.length === 0) continue;
    const message = await loadStanding(db, channel, steps, linking, delivery.now());
    const sent = await sendOnce(delivery, message, settings, null);
    if (sent.outcome !== 'delivered')
      logger.warn({ channelId, status: sent.status, answer: sent.answer }, 'what stands could not be sent again');
  }
}
