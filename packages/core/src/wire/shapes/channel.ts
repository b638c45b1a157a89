import { z } from 'zod';
import { CHANNEL_KINDS, FAIL_REASONS, MESSAGE_KINDS } from '../../domain/channel.ts';
import { TOLD_STEPS } from '../../domain/notify/message.ts';

const instant = z.string().describe('RFC 3339');

/** A channel as the API answers it: nothing in it opens the channel. */
export const channelView = z.object({
  channelId: z.string(),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  place: z.string().describe('Host, or how many mailboxes at which domains'),
  template: z.string().nullable(),
  sendResolved: z.boolean(),
  version: z.int(),
  setAt: instant,
  disabled: z.literal('gone').nullable().describe('The receiver answered 410; setting the channel again opens it'),
});
export type ChannelView = z.infer<typeof channelView>;

export const channelsAnswer = z.object({ channels: z.array(channelView) });

export const channelSet = channelView.extend({
  position: z.int(),
  secret: z.string().nullable().describe('Signing secret that was made just now. It is shown this once'),
});

const tryView = z.object({
  round: z.int().describe('Goes up when somebody has it sent again'),
  try: z.int(),
  at: instant,
  tookMs: z.int(),
  outcome: z.enum(['delivered', 'again', 'rejected', 'gone']),
  status: z.int().nullable().describe('HTTP status or SMTP code; null without an answer'),
  answer: z.string().describe('Start of the answer, or why there was none'),
  request: z.object({
    method: z.string(),
    address: z.string().describe('Everything after the host is masked'),
    headers: z.record(z.string(), z.string()),
    bytes: z.int(),
  }),
});

/** A message with every try at sending it. */
export const messageView = z.object({
  messageId: z.string().describe('The webhook-id; the same at every try'),
  channelId: z.string(),
  channelName: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  formedAt: instant,
  status: z.enum(['pending', 'delivered', 'failed']),
  reason: z.enum(FAIL_REASONS).nullable(),
  nextTryAt: instant.nullable(),
  steps: z.array(
    z.object({ notificationId: z.string(), alertId: z.string(), step: z.enum(TOLD_STEPS), subject: z.string() }),
  ),
  tries: z.array(tryView),
});
export type MessageView = z.infer<typeof messageView>;

export const messagesAnswer = z.object({ messages: z.array(messageView), next: z.string().nullable() });
export type MessagesAnswer = z.infer<typeof messagesAnswer>;

export const previewAnswer = z.object({
  text: z.string(),
  body: z.unknown().describe('What would be posted; subject and text for mail'),
});

/** What a channel was told of one step of an alert, or why not. */
export type AlertDelivery = {
  notificationId: string;
  channelId: string;
  channelName: string;
  step: (typeof TOLD_STEPS)[number];
  at: string;
  /** `waiting`: not sent yet; `suppressed`: told to nobody, and `reason` says why. */
  status: 'waiting' | 'pending' | 'delivered' | 'failed' | 'suppressed';
  reason: string | null;
  messageId: string | null;
  tries: number;
};
