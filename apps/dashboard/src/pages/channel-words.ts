import type { ChannelKind } from '@tensiometer/core/domain/channel.ts';
import type { MessageView } from '@tensiometer/core/wire/shapes/channel.ts';

/** What each kind is called, and what people need to set it up. */
export const KIND_WORDS: Record<ChannelKind, { name: string; how: string }> = {
  webhook: {
    name: 'Webhook',
    how: 'Posts JSON, signed by Standard Webhooks, in the shape of Alertmanager’s webhooks with the evidence beside it.',
  },
  slack: {
    name: 'Slack',
    how: 'Paste the address of an incoming webhook of your workspace. Mattermost takes the same.',
  },
  discord: { name: 'Discord', how: 'Paste the address of a webhook: channel settings, Integrations.' },
  teams: {
    name: 'Teams',
    how: 'Paste the address that the workflow “Post to a channel when a webhook request is received” gives.',
  },
  telegram: {
    name: 'Telegram',
    how: 'Make a bot with @BotFather, add it to the chat, and give its token and the id of the chat.',
  },
  email: { name: 'E-mail', how: 'Sent through the server that TENSIOMETER_SMTP_URL names.' },
  alertmanager: {
    name: 'Alertmanager',
    how: 'The address of an Alertmanager, such as https://alertmanager.example:9093. Alerts are sent to it again while they stand.',
  },
};

/** What became of a message, in a word or two. */
export function statusWords({ kind, status, tries }: Pick<MessageView, 'kind' | 'status' | 'tries'>): string {
  if (status === 'delivered') return 'Delivered';
  // a trial is tried once, so nothing was given up
  if (status === 'failed') return kind === 'test' ? 'Not delivered' : 'Given up';
  return tries.length === 0 ? 'Waiting' : 'Tried again later';
}

const REASONS: Record<string, string> = {
  gone: 'its receiver is gone (410)',
  rejected: 'it was refused',
  unreachable: 'it was not taken in time',
  'channel-removed': 'the channel was removed',
  'channel-disabled': 'the channel is disabled',
  silenced: 'the rule is silenced',
  'quiet-hours': 'quiet hours',
  acknowledged: 'somebody knows of it',
  'told-lately': 'told a short while ago',
  'never-told': 'nobody was told of the alert',
  demo: 'demo reports stand behind it',
  'ends-not-told': 'the channel wants no endings',
};

/** Why something was given up or told to nobody. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason;
}

export const STEP_WORDS: Record<string, string> = {
  raised: 'raised',
  escalated: 'now critical',
  repeated: 'still standing',
  cleared: 'over',
};
