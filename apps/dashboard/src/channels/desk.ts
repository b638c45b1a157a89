import { setTimeout as delay } from 'node:timers/promises';
import type { ChannelKind } from '@tensiometer/core/domain/channel.ts';
import { type Body, bodyOf } from '@tensiometer/core/domain/notify/bodies.ts';
import { exampleMessage } from '@tensiometer/core/domain/notify/example-message.ts';
import { parseTemplate } from '@tensiometer/core/domain/notify/template.ts';
import { textOf } from '@tensiometer/core/domain/notify/words.ts';
import {
  findChannel,
  listChannels,
  removeChannel,
  type SetChannel,
  setChannel,
} from '@tensiometer/core/log/channels.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { deliveriesOf, findMessage, messagesOf } from '@tensiometer/core/log/deliveries.ts';
import { addTestMessage, sendAgain } from '@tensiometer/core/log/messages.ts';
import { type Linking, loadMessage } from '@tensiometer/core/views/ask-message.ts';
import type { ChannelBody } from '@tensiometer/core/wire/channel.ts';
import type { AlertDelivery, ChannelView, MessagesAnswer, MessageView } from '@tensiometer/core/wire/shapes/channel.ts';

/** Longer than a try takes at the most. */
const TEST_WAIT_MS = 25_000;
const LOOK_EVERY_MS = 100;

export type Preview = { ok: true; text: string; body: unknown } | { ok: false; detail: string };

/** What pages and API do about channels; sending is the worker's. */
export type ChannelDesk = {
  list(): Promise<ChannelView[]>;
  find(channelId: string): Promise<ChannelView | null>;
  set(channelId: string, body: ChannelBody, userId: string): Promise<SetChannel>;
  /** False when there is none of that id. */
  remove(channelId: string, userId: string): Promise<boolean>;
  /** Has a trial sent and waits for what comes of it, at most 25 s. Null without such a channel. */
  test(channelId: string, userId: string): Promise<MessageView | null>;
  messages(channelId: string, page: { limit: number; cursor?: string | undefined }): Promise<MessagesAnswer>;
  message(messageId: string): Promise<MessageView | null>;
  /** The body that a try sends, made again from the log: words that were erased are not in it. */
  bodyOf(message: MessageView): Promise<Body | null>;
  /** What every channel was told of an alert. */
  told(alertId: string): Promise<AlertDelivery[]>;
  again(messageId: string): ReturnType<typeof sendAgain>;
  preview(kind: ChannelKind, template: string | null): Preview;
};

export function createChannelDesk({
  db,
  linking,
  now,
}: {
  db: Database;
  linking: Linking;
  now: () => number;
}): ChannelDesk {
  const template = (text: string | null) => {
    const parsed = text === null || text === '' ? null : parseTemplate(text);
    return parsed?.ok === true ? parsed.template : null;
  };
  return {
    list: () => listChannels(db),
    find: channelId => findChannel(db, channelId),
    set: (channelId, body, userId) => setChannel(db, linking.vault, channelId, body, { userId, now: now() }),
    remove: async (channelId, userId) => (await removeChannel(db, channelId, userId)) !== null,
    test: async (channelId, userId) => {
      if ((await findChannel(db, channelId)) === null) return null;
      const messageId = await addTestMessage(db, channelId, userId);
      for (const until = performance.now() + TEST_WAIT_MS; ; await delay(LOOK_EVERY_MS)) {
        const message = await findMessage(db, messageId);
        if (message === null || message.status !== 'pending' || performance.now() > until) return message;
      }
    },
    messages: (channelId, page) => messagesOf(db, channelId, page),
    message: messageId => findMessage(db, messageId),
    bodyOf: async ({ messageId, channelId }) => {
      const [channel, message] = [await findChannel(db, channelId), await loadMessage(db, messageId, linking)];
      if (channel === null || message === null) return null;
      return bodyOf(channel.kind, message, template(channel.template), now());
    },
    told: alertId => deliveriesOf(db, alertId),
    again: messageId => sendAgain(db, messageId),
    preview: (kind, text) => {
      const parsed = text === null || text === '' ? null : parseTemplate(text);
      if (parsed?.ok === false) return { ok: false, detail: `template: ${parsed.detail}` };
      const message = exampleMessage(linking.home);
      const body = bodyOf(kind, message, parsed?.template ?? null, now());
      const shown = body.kind === 'json' ? body.value : { subject: body.subject, text: body.text };
      return { ok: true, text: textOf(message, parsed?.template ?? null), body: shown };
    },
  };
}
