import { CHANNEL_ID } from '@tensiometer/core/domain/channel.ts';
import { TEMPLATE_VARIABLES } from '@tensiometer/core/domain/notify/template.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import {
  channelBody,
  messagesQuery,
  parseChannelBody,
  parsePreview,
  previewBody,
} from '@tensiometer/core/wire/channel.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import {
  channelSet,
  channelsAnswer,
  channelView,
  messagesAnswer,
  messageView,
  previewAnswer,
} from '@tensiometer/core/wire/shapes/channel.ts';
import type { Env } from '../auth/guard.ts';
import type { ChannelDesk } from '../channels/desk.ts';
import { jsonOf, refuse } from './body.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Channels: where alerts are told, and what became of every message. */
export function addChannels(api: Operations<Env>, { channels }: { channels: ChannelDesk }): void {
  const id = { id: 'Id of the channel: letters, digits, "-" and "_", at most 64 of them' };
  const none = () => new ProblemRaised(problem('not-found', { detail: 'No channel of that id is set.' }));

  api.add(
    {
      method: 'get',
      path: '/channels',
      summary: 'Channels that alerts can be told through',
      scope: 'read',
      answers: { 200: { description: 'By name', content: { 'application/json': channelsAnswer } } },
    },
    async c => c.json({ channels: await channels.list() }),
  );
  api.add(
    {
      method: 'get',
      path: '/channels/:id',
      summary: 'One channel',
      scope: 'read',
      params: id,
      answers: { 200: { description: 'The channel', content: { 'application/json': channelView } } },
    },
    async c => {
      const channel = await channels.find(c.req.param('id'));
      if (channel === null) throw none();
      return c.json(channel);
    },
  );
  api.add(
    {
      method: 'put',
      path: '/channels/:id',
      summary: 'Sets a channel, or changes it',
      description:
        'What opens a channel (url, token, to) may be left out to keep what is stored; nobody can read it back. A webhook answers its signing secret when it is made, once.',
      scope: 'write',
      params: id,
      body: { 'application/json': channelBody },
      answers: {
        200: { description: 'It was set before', content: { 'application/json': channelSet } },
        201: { description: 'It is new', content: { 'application/json': channelSet } },
      },
    },
    async c => {
      const channelId = c.req.param('id');
      if (!CHANNEL_ID.test(channelId))
        refuse('The id of a channel has letters, digits, "-" and "_", at most 64 of them.');
      const parsed = parseChannelBody(await jsonOf(c));
      if (!parsed.ok) return refuse(parsed.detail);
      const set = await channels.set(channelId, parsed.value, c.get('caller').userId);
      if (!set.ok) return refuse(set.detail);
      const { channel, position, secret, created } = set;
      return c.json({ ...channel, position, secret }, created ? 201 : 200);
    },
  );
  api.add(
    {
      method: 'delete',
      path: '/channels/:id',
      summary: 'Takes a channel away; what waits for it is told to nobody',
      scope: 'write',
      params: id,
      answers: { 204: { description: 'It is gone' } },
    },
    async c => {
      if (!(await channels.remove(c.req.param('id'), c.get('caller').userId))) throw none();
      return c.body(null, 204);
    },
  );
  api.add(
    {
      method: 'post',
      path: '/channels/preview',
      summary: 'What a message would look like',
      description: `A template is text in which {{name}} stands for a variable: ${Object.keys(TEMPLATE_VARIABLES).join(', ')}.`,
      scope: 'write',
      body: { 'application/json': previewBody },
      answers: { 200: { description: 'With an invented alert', content: { 'application/json': previewAnswer } } },
    },
    async c => {
      const parsed = parsePreview(await jsonOf(c));
      if (!parsed.ok) return refuse(parsed.detail);
      const preview = channels.preview(parsed.value.kind, parsed.value.template ?? null);
      if (!preview.ok) return refuse(preview.detail);
      return c.json({ text: preview.text, body: preview.body });
    },
  );
  api.add(
    {
      method: 'post',
      path: '/channels/:id/test',
      summary: 'Sends a trial message and answers what the receiver really said',
      scope: 'write',
      params: id,
      answers: {
        200: { description: 'It was tried', content: { 'application/json': messageView } },
        202: { description: 'No worker has tried it within 25 s', content: { 'application/json': messageView } },
      },
    },
    async c => {
      const message = await channels.test(c.req.param('id'), c.get('caller').userId);
      if (message === null) throw none();
      return c.json(message, message.status === 'pending' ? 202 : 200);
    },
  );
  api.add(
    {
      method: 'get',
      path: '/channels/:id/messages',
      summary: 'The delivery log: what was sent, when, and what was answered',
      scope: 'read',
      params: id,
      query: messagesQuery,
      answers: { 200: { description: 'Newest first', content: { 'application/json': messagesAnswer } } },
    },
    async (c, query) => c.json(await channels.messages(c.req.param('id'), query)),
  );
  api.add(
    {
      method: 'post',
      path: '/messages/:id/resend',
      summary: 'Has a message sent again, under the same id',
      scope: 'write',
      params: { id: 'Id of the message' },
      answers: { 202: { description: 'It is queued', content: { 'application/json': messageView } } },
    },
    async c => {
      const messageId = c.req.param('id').toLowerCase();
      const again = UUID.test(messageId) ? await channels.again(messageId) : 'not-found';
      if (again === 'not-found') throw new ProblemRaised(problem('not-found', { detail: 'No message has that id.' }));
      if (again !== 'queued') throw new ProblemRaised(problem('conflict', { detail: NOT_AGAIN[again] }));
      return c.json(await channels.message(messageId), 202);
    },
  );
}

/** Why a message cannot be sent again now. */
export const NOT_AGAIN = {
  'under-way': 'A message of this channel is being sent. Send this one again once that has arrived or was given up.',
  'channel-closed': 'Its channel was removed or is disabled. Set the channel again first.',
} as const;
