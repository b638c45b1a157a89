import type { AlertDelivery } from '@tensiometer/core/wire/shapes/channel.ts';
import { reasonWords, STEP_WORDS } from './channel-words.ts';
import { channelAddress } from './channels.tsx';
import { count, momentText } from './format.ts';

const FATES: Record<AlertDelivery['status'], string> = {
  waiting: 'waits to be sent',
  pending: 'being sent',
  delivered: 'delivered',
  failed: 'given up',
  suppressed: 'not told',
};

/** What each channel was told of an alert, step by step, and why it was not where it was not. */
export function AlertDeliveries({ deliveries }: { deliveries: readonly AlertDelivery[] }) {
  if (deliveries.length === 0)
    return (
      <p class="say-none">
        Nobody was to be told: the line names no channel. <a href="/channels">Channels</a>
      </p>
    );
  return (
    <ol class="told-list">
      {deliveries.map(({ notificationId, channelId, channelName, step, at, status, reason, messageId, tries }) => (
        <li data-notification={notificationId} data-status={status}>
          <span class="num">{momentText(at)}</span>
          <span>{STEP_WORDS[step]}</span>
          <a href={channelAddress(channelId)}>
            <bdi>{channelName}</bdi>
          </a>
          <span class={status === 'failed' ? 'c state-word' : 'state-word'}>
            {messageId === null ? FATES[status] : <a href={`/messages/${messageId}`}>{FATES[status]}</a>}
          </span>
          {reason === null ? null : <span class="meta">{reasonWords(reason)}</span>}
          {tries > 1 ? <span class="meta">{count(tries, 'try', 'tries')}</span> : null}
        </li>
      ))}
    </ol>
  );
}
