import { describe, expect, test } from 'vitest';
import { CHANNEL_KINDS } from '../channel.ts';
import { bodyOf, singleLine } from './bodies.ts';
import { exampleAlert, exampleMessage } from './example-message.ts';
import type { Payload } from './payload.ts';
import { parseTemplate } from './template.ts';
import { headlineOf, sentenceOf, textOf } from './words.ts';

const HOME = 'https://tension.example';
const NOW = Date.parse('2024-01-24T09:31:00Z');
const message = exampleMessage(HOME);
const sentTo = (kind: (typeof CHANNEL_KINDS)[number], it = message): unknown => {
  const body = bodyOf(kind, it, null, NOW);
  return body.kind === 'json' ? body.value : body;
};

test('a webhook gets what a receiver of Alertmanager version 4 reads, and our own beside it', () => {
  const payload = sentTo('webhook') as Payload;
  expect(payload).toMatchObject({
    version: '4',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'desk',
    externalURL: HOME,
    notification_reason: 'new alerts in group',
    log: { anchor: `1205:${'0'.repeat(64)}` },
  });
  for (const key of ['groupKey', 'groupLabels', 'commonLabels', 'commonAnnotations'])
    expect(payload).toHaveProperty(key);
  const [alert] = payload.alerts;
  expect(alert).toMatchObject({
    status: 'firing',
    labels: { alertname: 'Tension', severity: 'warning', subject: 'IRQ-USA', indicator: 'tension' },
    startsAt: '2024-01-24T09:30:00.000Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: `${HOME}/alerts/3f0a1f9c-8f4e-5b6a-9d2c-1c2b3a4d5e6f`,
    value: 46.1,
    line: 40,
    position: 1_204,
  });
  expect(alert?.evidence[0]?.sentence).toContain('bombed a depot');
  expect(alert?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  for (const value of Object.values({ ...alert?.labels, ...alert?.annotations })) expect(typeof value).toBe('string');
});

test('a message in which every alert is over is resolved; one that still stands makes it firing', () => {
  const over = exampleAlert(HOME, {
    step: 'cleared',
    reason: 'recovered',
    endsAt: '2024-01-26T00:00:00.000Z',
    value: 31,
  });
  expect(sentTo('webhook', exampleMessage(HOME, { alerts: [over] }))).toMatchObject({
    status: 'resolved',
    notification_reason: 'all alerts resolved',
    alerts: [{ status: 'resolved', endsAt: '2024-01-26T00:00:00.000Z' }],
  });
  expect(sentTo('webhook', exampleMessage(HOME, { alerts: [over, exampleAlert(HOME)] }))).toMatchObject({
    status: 'firing',
  });
});

test('what all alerts of a message share is common, the rest is not', () => {
  const other = exampleAlert(HOME, { subject: 'IRN-USA', alertId: 'x' });
  const payload = sentTo('webhook', exampleMessage(HOME, { alerts: [exampleAlert(HOME), other] })) as Payload;
  expect(payload.commonLabels).toMatchObject({ alertname: 'Tension', severity: 'warning' });
  expect(payload.commonLabels).not.toHaveProperty('subject');
});

test('Alertmanager gets a list of alerts that end in five minutes unless they are sent again', () => {
  expect(sentTo('alertmanager')).toEqual([
    expect.objectContaining({ endsAt: '2024-01-24T09:36:00.000Z', startsAt: '2024-01-24T09:30:00.000Z' }),
  ]);
  const over = exampleAlert(HOME, { step: 'cleared', endsAt: '2024-01-24T09:30:30.000Z' });
  const [firing] = sentTo('alertmanager') as { labels: object }[];
  const [resolved] = sentTo('alertmanager', exampleMessage(HOME, { alerts: [over] })) as {
    labels: object;
    endsAt: string;
  }[];
  expect(resolved?.endsAt).toBe('2024-01-24T09:30:30.000Z');
  expect(resolved?.labels).toEqual(firing?.labels);
});

describe('the words of a report cannot do anything in a chat', () => {
  const sentence = '<!channel> *bold* [link](https://evil.example) @everyone `code` & <b>';
  const hostile = exampleMessage(HOME, {
    alerts: [exampleAlert(HOME, { evidence: [{ reportId: 'r', sentence, page: `${HOME}/reports/r_1` }] })],
  });
  test('in Slack', () => {
    const { text } = sentTo('slack', hostile) as { text: string };
    expect(text).toContain('&lt;!channel&gt;');
    expect(text).toContain('&amp;');
    expect(text).not.toMatch(/[<>]/);
  });
  test('in Discord', () => {
    const { content, allowed_mentions } = sentTo('discord', hostile) as { content: string; allowed_mentions: object };
    expect(allowed_mentions).toEqual({ parse: [] });
    expect(content).toContain('\\[link\\]');
    expect(content).toContain(`${HOME}/act/acknowledge-example`);
  });
  test('in Teams', () => {
    const text = JSON.stringify(sentTo('teams', hostile));
    expect(text).toContain('\\\\[link\\\\]');
    expect(text).toContain(`${HOME}/act/silence-example`);
  });
  test('in the subject of a mail', () => {
    const broken = exampleMessage(HOME, { alerts: [exampleAlert(HOME, { name: 'Iraq\r\nBcc: all@example.org' })] });
    expect(bodyOf('email', broken, null, NOW)).toMatchObject({
      subject: '[warning] Iraq Bcc: all@example.org, tension',
    });
    expect(singleLine('a\u0000\u2028b\u0085c'.replace('\u2028', '\n'))).toBe('a b c');
  });
});

test.each(CHANNEL_KINDS)('a storm fits into one message of %s, and so do a test and a notice', kind => {
  const sentence = 'word '.repeat(140);
  const alerts = Array.from({ length: 200 }, (_, n) =>
    exampleAlert(HOME, { alertId: `a${n}`, evidence: [{ reportId: 'r', sentence, page: HOME }] }),
  );
  const size = JSON.stringify(bodyOf(kind, exampleMessage(HOME, { alerts }), null, NOW)).length;
  const atMost = { slack: 4_000, discord: 2_100, telegram: 4_200, teams: 28_000 };
  if (kind in atMost) expect(size).toBeLessThan(atMost[kind as keyof typeof atMost]);
  for (const other of [
    exampleMessage(HOME, { kind: 'test', alerts: [] }),
    exampleMessage(HOME, { kind: 'notice', alerts: [], notice: 'The channel “Desk” is gone.' }),
  ])
    expect(JSON.stringify(bodyOf(kind, other, null, NOW))).toMatch(/test|Test|gone/);
});

test.each([
  [{}, 'Iraq–United States: tension came to 46.1, at or over the warning line of 40.'],
  [
    { step: 'escalated', severity: 'critical', value: 57.25, line: 55 },
    'Iraq–United States: tension went on to 57.3, at or over the critical line of 55.',
  ],
  [{ step: 'repeated' }, 'Iraq–United States: tension still stands at 46.1, at or over the warning line of 40.'],
  [
    { step: 'cleared', value: 34, reason: 'recovered' },
    'Iraq–United States: tension is back at 34; it came back inside the line.',
  ],
  [
    { step: 'cleared', value: null, reason: 'threshold-removed' },
    'Iraq–United States: tension is back; the rule was removed.',
  ],
  [{ value: null }, 'Iraq–United States: tension has no reading: the reports stopped.'],
  [{ comparison: 'below', line: 50 }, 'Iraq–United States: tension came to 46.1, at or under the warning line of 50.'],
  [
    { comparison: 'record', line: 90 },
    'Iraq–United States: tension came to 46.1, the highest in 90 days or more (warning).',
  ],
] as const)('%o is said as: %s', (fields, sentence) => {
  expect(sentenceOf(exampleAlert(HOME, fields))).toBe(sentence);
});

test('a list is headed by what is in it, and what it does not spell out is counted', () => {
  const alerts = [
    ...Array.from({ length: 12 }, () => exampleAlert(HOME)),
    exampleAlert(HOME, { severity: 'critical' }),
    exampleAlert(HOME, { step: 'cleared' }),
  ];
  const storm = exampleMessage(HOME, { alerts });
  expect(headlineOf(storm)).toBe('[1 critical, 12 warning, 1 over] 14 alerts');
  expect(textOf(storm, null)).toContain('and 4 more');
});

test('a template gives the words of each alert, and a webhook carries them as text', () => {
  const parsed = parseTemplate('{{name}}: {{value}}');
  const template = parsed.ok ? parsed.template : null;
  const body = bodyOf('webhook', message, template, NOW);
  expect(body.kind === 'json' ? (body.value as Payload).text : '').toBe('Iraq–United States: 46.1');
});
