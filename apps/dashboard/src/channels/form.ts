import type { ChannelKind } from '@tensiometer/core/domain/channel.ts';
import { type ChannelBody, channelKind, type Parsed, parseChannelBody } from '@tensiometer/core/wire/channel.ts';

/** Fields that open a channel, as the form names them. */
const OPENING = ['url', 'token', 'chat', 'to'] as const;

/** A form as it was sent: its own values, and the channel in it or what is wrong. */
export type ReadForm = {
  kind: ChannelKind;
  name: string;
  template: string;
  sendResolved: boolean;
  typed: Record<string, string>;
  asksFor: 'save' | 'preview';
  channel: Parsed<ChannelBody>;
};

/** Reads the form of a channel into what the API takes. A field that is left empty keeps what is stored. */
export function readChannelForm(fields: Record<string, unknown>): ReadForm {
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const typed = Object.fromEntries(OPENING.flatMap(name => (text(name) === '' ? [] : [[name, text(name)]])));
  const { to, ...rest } = typed;
  const template = text('template');
  const sendResolved = text('sendResolved') === 'yes';
  const body = {
    ...rest,
    ...(to === undefined ? {} : { to: to.split(/[\s,;]+/).filter(address => address !== '') }),
    ...(text('renewSecret') === 'yes' ? { renewSecret: true } : {}),
    kind: text('kind'),
    name: text('name'),
    template: template === '' ? null : template,
    sendResolved,
  };
  return {
    kind: channelKind(text('kind')) ?? 'webhook',
    name: text('name'),
    template,
    sendResolved,
    typed,
    asksFor: text('do') === 'preview' ? 'preview' : 'save',
    channel: parseChannelBody(body),
  };
}

/** An id for a channel of a name that no other channel has. */
export function channelIdFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = plain === '' ? 'channel' : plain;
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}
