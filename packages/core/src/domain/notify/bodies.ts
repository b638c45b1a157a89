import type { ChannelKind } from '../channel.ts';
import type { Message, ToldAlert } from './message.ts';
import { annotationsOf, labelsOf, payloadOf } from './payload.ts';
import type { Template } from './template.ts';
import { headlineOf, isFiring, textOf } from './words.ts';

/** Characters that the chats take in one message; what is longer they refuse whole. */
const LIMITS = { slack: 3_500, discord: 1_900, teams: 8_000, telegram: 4_000 } as const;
/** Minutes for which Alertmanager believes an alert that it hears no more of. */
const ALERTMANAGER_MINUTES = 5;

/** What is sent, before it is known where: JSON for those that speak HTTP, subject and text for mail. */
export type Body = { kind: 'json'; value: object } | { kind: 'mail'; subject: string; text: string };

/** The message in the form that a kind of receiver takes. `now` is in milliseconds since 1970. */
export function bodyOf(kind: ChannelKind, message: Message, template: Template | null, now: number): Body {
  const text = textOf(message, template);
  switch (kind) {
    case 'webhook':
      return json(payloadOf(message, text));
    case 'slack':
      return json({ text: cut(escapeSlack(text), LIMITS.slack), unfurl_links: false, unfurl_media: false });
    case 'discord':
      // No mention in the words of a report may call anybody.
      return json({
        content: cut(escapeMarkdown(text, message.home), LIMITS.discord),
        allowed_mentions: { parse: [] },
      });
    case 'teams':
      return json(teamsCard(headlineOf(message), cut(text, LIMITS.teams), message.home));
    case 'telegram':
      return json({ text: cut(text, LIMITS.telegram), link_preview_options: { is_disabled: true } });
    case 'email':
      return { kind: 'mail', subject: singleLine(headlineOf(message)), text };
    case 'alertmanager':
      return json(message.kind === 'alerts' ? message.alerts.map(alert => posted(alert, now)) : [trial(message, now)]);
    default:
      return kind satisfies never;
  }
}

function json(value: object): Body {
  return { kind: 'json', value };
}

function cut(text: string, atMost: number): string {
  return text.length <= atMost ? text : `${text.slice(0, atMost - 2).toWellFormed()} …`;
}

/** Nothing in the words may become a link, a mention or a command of Slack's. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A line without anything that could end a header. */
export function singleLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function teamsCard(headline: string, text: string, home: string): object {
  const block = (words: string, more: object = {}) => ({
    type: 'TextBlock',
    text: escapeMarkdown(words, home),
    wrap: true,
    ...more,
  });
  const lines = text.split('\n').filter(line => line !== '');
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [block(headline, { weight: 'bolder' }), ...lines.map(line => block(line))],
        },
      },
    ],
  };
}

/** The words of a report are no Markdown; our own addresses stay as they are, so that they can be followed. */
function escapeMarkdown(text: string, home: string): string {
  return text
    .split(/(\s+)/)
    .map(word => (word.startsWith(home) ? word : word.replace(/[\\*_[\]`~|#>]/g, sign => `\\${sign}`)))
    .join('');
}

function posted(alert: ToldAlert, now: number): object {
  const until = new Date(now + ALERTMANAGER_MINUTES * 60_000).toISOString();
  return {
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: alert.startsAt,
    endsAt: isFiring(alert) ? until : (alert.endsAt ?? until),
    generatorURL: alert.links.page,
  };
}

function trial(message: Message, now: number): object {
  return {
    labels: { alertname: message.kind === 'test' ? 'TensiometerTest' : 'TensiometerNotice', severity: 'none' },
    annotations: { summary: textOf(message, null) },
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + 60_000).toISOString(),
    generatorURL: message.home,
  };
}
