import type { EventId } from './ids.ts';

/** Where messages can go, by the protocol of the receiver. */
export const CHANNEL_KINDS = ['webhook', 'slack', 'discord', 'teams', 'telegram', 'email', 'alertmanager'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Letters, digits, `-` and `_`; it stands in addresses and in the rules that use the channel. */
export const CHANNEL_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A way to tell people. What opens it (addresses, tokens, signing secrets) is kept outside the log. */
export type Channel = {
  channelId: string;
  name: string;
  kind: ChannelKind;
  /** Where it leads as far as everybody may know: a host, or how many mailboxes at which domains. */
  place: string;
  /** Text of its messages in the language of `template.ts`; null for our own words. */
  template: string | null;
  /** Whether it is told when an alert ends. */
  sendResolved: boolean;
};

/** What a message is about: steps of alerts, a trial of the channel, or another channel that no longer works. */
export const MESSAGE_KINDS = ['alerts', 'test', 'notice'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Why a message was given up. `gone`: the receiver said that it is there no more (410). */
export const FAIL_REASONS = ['gone', 'rejected', 'unreachable', 'channel-removed'] as const;
export type FailReason = (typeof FAIL_REASONS)[number];

type OfMessage = {
  messageId: EventId;
  channelId: string;
  kind: MessageKind;
  /** Steps of alerts that the message tells of, by the id under which each is told. */
  notificationIds: EventId[];
  attempts: number;
};

/** What happens to channels and to the messages sent through them. */
export type ChannelEvent =
  | { type: 'ChannelSet'; data: Channel }
  | { type: 'ChannelRemoved'; data: { channelId: string } }
  | { type: 'ChannelDisabled'; data: { channelId: string; reason: 'gone' } }
  | { type: 'NotificationDelivered'; data: OfMessage & { status: number | null } }
  | { type: 'NotificationFailed'; data: OfMessage & { reason: FailReason } };
