import { bodyOf } from '@tensiometer/core/domain/notify/bodies.ts';
import type { Message } from '@tensiometer/core/domain/notify/message.ts';
import { outcomeOfStatus, retryAfterMs, type TryResult } from '@tensiometer/core/domain/notify/retry.ts';
import type { Template } from '@tensiometer/core/domain/notify/template.ts';
import type { Try } from '@tensiometer/core/log/messages.ts';
import type { ChannelSettings } from '@tensiometer/core/wire/channel.ts';
import type { Outbound } from '../outbound/send.ts';
import type { Mailer } from './mail.ts';
import { masked, maskedAddress, secretsOf } from './mask.ts';
import { signedHeaders } from './signature.ts';

export type Transport = { outbound: Outbound; mailer: Mailer | null; now: () => number };
export type Sent = Omit<Try, 'tookMs'> & TryResult;

/** Sends a message once, in the form that its channel takes, and says what came of it without anything secret. */
export async function sendOnce(
  { outbound, mailer, now }: Transport,
  message: Message,
  settings: ChannelSettings,
  template: Template | null,
): Promise<Sent> {
  const body = bodyOf(settings.kind, message, template, now());
  if (settings.kind === 'email') {
    if (body.kind !== 'mail') throw new Error('a mail has a subject and a text');
    if (mailer === null) {
      const answer = 'no mail server is set; name one in TENSIOMETER_SMTP_URL, and the sender in TENSIOMETER_SMTP_FROM';
      const request = { method: 'MAIL', address: '', headers: {}, bytes: 0 };
      return { outcome: 'again', retryAfterMs: null, status: null, answer, request };
    }
    return mailer.send({ messageId: message.messageId, to: settings.to, subject: body.subject, text: body.text });
  }
  if (body.kind !== 'json') throw new Error('a channel that speaks HTTP has a body in JSON');
  const [url, value] = httpOf(settings, body.value);
  const text = JSON.stringify(value);
  const headers = { 'content-type': 'application/json; charset=utf-8', ...signatures(settings, message, text, now()) };
  const outcome = await outbound.post({ url, headers, body: text });
  const secrets = secretsOf(settings);
  const request = {
    method: 'POST',
    address: maskedAddress(url),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, it]) => [name, name === 'webhook-signature' ? 'v1,…' : it]),
    ),
    bytes: Buffer.byteLength(text),
  };
  if (outcome.kind !== 'answered') {
    const result = outcome.kind === 'refused' ? 'rejected' : 'again';
    return { outcome: result, retryAfterMs: null, status: null, answer: masked(outcome.reason, secrets), request };
  }
  const { status, retryAfter, excerpt } = outcome;
  return {
    outcome: outcomeOfStatus(status),
    retryAfterMs: retryAfterMs(retryAfter, now()) ?? telegramWait(settings, excerpt),
    status,
    answer: masked(excerpt, secrets),
    request,
  };
}

/** Where a message is posted, and the body with what only the channel knows. */
function httpOf(settings: Exclude<ChannelSettings, { kind: 'email' }>, value: object): [string, object] {
  switch (settings.kind) {
    case 'telegram':
      return [`https://api.telegram.org/bot${settings.token}/sendMessage`, { chat_id: settings.chat, ...value }];
    case 'alertmanager':
      return [`${settings.url.replace(/\/+$/, '').replace(/\/api\/v2\/alerts$/, '')}/api/v2/alerts`, value];
    default:
      return [settings.url, value];
  }
}

function signatures(settings: ChannelSettings, message: Message, body: string, now: number): Record<string, string> {
  if (settings.kind !== 'webhook') return {};
  const { signing, former } = settings;
  const secrets = former !== null && former.until > now ? [signing, former.signing] : [signing];
  return signedHeaders(secrets, message.messageId, Math.floor(now / 1_000), body);
}

/** Telegram says in its answer, not in a header, how long to wait. */
function telegramWait({ kind }: ChannelSettings, excerpt: string): number | null {
  const [, seconds] = kind === 'telegram' ? (/"retry_after"\s*:\s*(\d{1,6})/.exec(excerpt) ?? []) : [];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}
