import { z } from 'zod';
import { CHANNEL_KINDS, type ChannelKind } from '../domain/channel.ts';
import { parseTemplate } from '../domain/notify/template.ts';

/** Mailboxes that one channel writes to. */
const MAX_MAILBOXES = 20;

/** An address that messages are posted to. That it leads outside is checked when something is sent there. */
const address = z
  .url({
    protocol: /^https?$/,
    error: 'must be an address that begins with https:// (or http://, for a receiver in your own network)',
  })
  .max(2_000)
  .refine(text => {
    const { username, password } = new URL(text);
    return username === '' && password === '';
  }, 'must not carry a user name or a password');
/** One mailbox, never a list: what a header would read as two is refused. */
const mailbox = z.email('is no mail address').max(254);

/** What opens a channel, by its kind; kept sealed, and never in the log. */
export const channelSettings = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    url: address,
    /** Signing secret, `whsec_` and base64. */
    signing: z.string(),
    /** The one before, for as long as receivers may still check with it. */
    former: z.object({ signing: z.string(), until: z.number() }).nullable(),
  }),
  ...(['slack', 'discord', 'teams', 'alertmanager'] as const).map(kind =>
    z.object({ kind: z.literal(kind), url: address }),
  ),
  z.object({ kind: z.literal('telegram'), token: z.string(), chat: z.string() }),
  z.object({ kind: z.literal('email'), to: z.array(mailbox).min(1).max(MAX_MAILBOXES) }),
]);
export type ChannelSettings = z.infer<typeof channelSettings>;

const common = {
  name: z.string().trim().min(1, 'is empty').max(80),
  template: z.string().nullish(),
  sendResolved: z.boolean().default(true),
};
const withAddress = { ...common, url: address.optional() };

/** A channel as it is set. What opens it may be left out to keep what is stored, since nobody can read it back. */
export const channelBody = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('webhook'), ...withAddress, renewSecret: z.boolean().default(false) }),
    z.strictObject({ kind: z.literal('slack'), ...withAddress }),
    z.strictObject({ kind: z.literal('discord'), ...withAddress }),
    z.strictObject({ kind: z.literal('teams'), ...withAddress }),
    z.strictObject({ kind: z.literal('alertmanager'), ...withAddress }),
    z.strictObject({
      kind: z.literal('telegram'),
      ...common,
      token: z
        .string()
        .regex(/^\d{1,20}:[A-Za-z0-9_-]{20,100}$/, 'is no bot token; it looks like 123456:ABC…')
        .optional(),
      chat: z
        .string()
        .regex(/^(-?\d{1,20}|@\w{3,64})$/, 'is no chat: a number, or @ and a name')
        .optional(),
    }),
    z.strictObject({ kind: z.literal('email'), ...common, to: z.array(mailbox).min(1).max(MAX_MAILBOXES).optional() }),
  ],
  { error: issue => (issue.code === 'invalid_union' ? `kind: one of ${CHANNEL_KINDS.join(', ')}` : undefined) },
);
export type ChannelBody = z.infer<typeof channelBody>;
export type Parsed<T> = { ok: true; value: T } | { ok: false; detail: string };

/** Reads a channel as it is to be set; refuses a template that names what there is not. */
export function parseChannelBody(value: unknown): Parsed<ChannelBody> {
  const parsed = channelBody.safeParse(value);
  if (!parsed.success) return { ok: false, detail: wordsOf(parsed.error) };
  const { template } = parsed.data;
  if (template !== undefined && template !== null) {
    const read = parseTemplate(template);
    if (!read.ok) return { ok: false, detail: `template: ${read.detail}` };
  }
  return { ok: true, value: parsed.data };
}

export const previewBody = z.strictObject({
  kind: z.enum(CHANNEL_KINDS).default('webhook'),
  template: z.string().nullish(),
});

/** Reads what a preview is asked of. */
export function parsePreview(value: unknown): Parsed<z.infer<typeof previewBody>> {
  const parsed = previewBody.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, detail: wordsOf(parsed.error) };
}

/** Which part of a delivery log is asked for. */
export const messagesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid('cursor: give what the page before answered as next').optional(),
});

function wordsOf(error: z.ZodError): string {
  return error.issues
    .map(issue => [issue.path.join('.'), issue.message].filter(part => part !== '').join(': '))
    .join('; ');
}

/** Where settings lead, as far as everybody may know. */
export function placeOf(settings: ChannelSettings): string {
  switch (settings.kind) {
    case 'telegram':
      return 'api.telegram.org';
    case 'email': {
      const domains = [...new Set(settings.to.map(it => it.slice(it.lastIndexOf('@') + 1)))];
      return `${settings.to.length} at ${domains.join(', ')}`;
    }
    default:
      return new URL(settings.url).host;
  }
}

/** Narrows a word to a kind; null for any other. */
export function channelKind(word: string | undefined): ChannelKind | null {
  return CHANNEL_KINDS.find(kind => kind === word) ?? null;
}
