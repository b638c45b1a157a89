import { z } from 'zod';
import { CHANNEL_KINDS, FAIL_REASONS, MESSAGE_KINDS } from '../domain/channel.ts';

const text = z.string();
const uuid = z.uuid();
const ofMessage = {
  messageId: uuid,
  channelId: text,
  kind: z.enum(MESSAGE_KINDS),
  notificationIds: z.array(uuid),
  attempts: z.int(),
};

/** Shapes of what happens to channels and to what is sent through them, as written today. */
export const channelShapes = {
  ChannelSet: z.object({
    channelId: text,
    name: text,
    kind: z.enum(CHANNEL_KINDS),
    place: text,
    template: text.nullable(),
    sendResolved: z.boolean(),
  }),
  ChannelRemoved: z.object({ channelId: text }),
  ChannelDisabled: z.object({ channelId: text, reason: z.literal('gone') }),
  NotificationDelivered: z.object({ ...ofMessage, status: z.int().nullable() }),
  NotificationFailed: z.object({ ...ofMessage, reason: z.enum(FAIL_REASONS) }),
};
