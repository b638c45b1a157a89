import type { Message, ToldAlert } from './message.ts';
import { fillTemplate, type Template, type TemplateVariable } from './template.ts';

/** Alerts that a text message spells out; the rest is counted. */
const SPELLED_OUT = 10;

/** True while the alert stands. */
export function isFiring({ step }: Pick<ToldAlert, 'step'>): boolean {
  return step !== 'cleared';
}

const number = (value: number) => String(Math.round(value * 10) / 10);

const CLEARED: Record<string, string> = {
  recovered: 'it came back inside the line',
  'threshold-removed': 'the rule was removed',
  'threshold-changed': 'the rule was changed',
  'no-reading': 'no report covers the day any more',
  'readings-are-back': 'there are reports again',
};

/** What happened, in one sentence of plain text. */
export function sentenceOf(alert: ToldAlert): string {
  const { name, indicator, step, value, reason } = alert;
  const what = `${name}: ${indicator}`;
  if (step === 'cleared') {
    const now = value === null ? '' : ` at ${number(value)}`;
    return `${what} is back${now}; ${CLEARED[reason ?? ''] ?? 'the alert is over'}.`;
  }
  if (value === null) return `${what} has no reading: the reports stopped.`;
  const verb = step === 'repeated' ? 'still stands at' : step === 'escalated' ? 'went on to' : 'came to';
  return `${what} ${verb} ${number(value)}, ${beyond(alert)}.`;
}

function beyond({ comparison, severity, line }: ToldAlert): string {
  switch (comparison) {
    case 'above':
      return `at or over the ${severity} line of ${number(line)}`;
    case 'below':
      return `at or under the ${severity} line of ${number(line)}`;
    case 'change':
      return `a change of ${number(line)} or more (${severity})`;
    case 'record':
      return `the highest in ${number(line)} days or more (${severity})`;
    default:
      return `beyond the ${severity} line of ${number(line)}`;
  }
}

/** One line that names the whole message: a subject line, or the head of a list. */
export function headlineOf(message: Message): string {
  if (message.kind === 'test') return 'Test message from Tensiometer';
  if (message.kind === 'notice') return 'Tensiometer: a channel no longer works';
  const [first] = message.alerts;
  const firing = message.alerts.filter(isFiring);
  if (message.alerts.length === 1 && first !== undefined) {
    const word = isFiring(first) ? first.severity : 'over';
    return `[${word}] ${first.name}, ${first.indicator}`;
  }
  const critical = firing.filter(alert => alert.severity === 'critical').length;
  const parts = [
    ...(critical > 0 ? [`${critical} critical`] : []),
    ...(firing.length > critical ? [`${firing.length - critical} warning`] : []),
    ...(message.alerts.length > firing.length ? [`${message.alerts.length - firing.length} over`] : []),
  ];
  return `[${parts.join(', ')}] ${message.alerts.length} alerts`;
}

/** The message as plain text, in the words of the template where the channel has one. */
export function textOf(message: Message, template: Template | null): string {
  if (message.kind === 'test')
    return `This is a test of the channel “${message.channelName}”. Alerts that use it will arrive here.\n${message.home}`;
  if (message.kind === 'notice') return `${message.notice ?? ''}\n${message.home}/channels`;
  const spelled = message.alerts.slice(0, SPELLED_OUT).map(alert => {
    const values = valuesOf(alert);
    return template === null ? ownWords(alert, values) : fillTemplate(template, values);
  });
  const rest = message.alerts.length - spelled.length;
  const [only] = spelled;
  if (message.alerts.length === 1 && only !== undefined) return only;
  return [headlineOf(message), ...spelled, ...(rest > 0 ? [`and ${rest} more: ${message.home}/alerts`] : [])].join(
    '\n\n',
  );
}

/** What the variables of a template stand for in one alert. */
export function valuesOf(alert: ToldAlert): Record<TemplateVariable, string> {
  return {
    status: isFiring(alert) ? 'firing' : 'resolved',
    step: alert.step,
    severity: alert.severity,
    subject: alert.subject,
    name: alert.name,
    rule: alert.rule,
    indicator: alert.indicator,
    value: alert.value === null ? 'no reading' : (Math.round(alert.value * 10) / 10).toFixed(1),
    line: number(alert.line),
    day: alert.day,
    since: alert.startsAt,
    until: alert.endsAt ?? '',
    sentence: sentenceOf(alert),
    evidence: quotesOf(alert).join('\n'),
    page: alert.links.page,
    acknowledge: alert.links.acknowledge,
    silence: alert.links.silence,
    alert: alert.alertId,
    position: String(alert.position),
  };
}

function quotesOf({ evidence }: ToldAlert): string[] {
  return evidence.map(({ sentence }) => (sentence === null ? '(the words were erased)' : `“${sentence.trim()}”`));
}

function ownWords(
  alert: ToldAlert,
  { sentence, evidence, page, acknowledge, silence }: Record<TemplateVariable, string>,
): string {
  const lines = [sentence];
  if (isFiring(alert) && evidence !== '') lines.push(evidence);
  lines.push(`What the rule saw: ${page}`);
  if (isFiring(alert)) lines.push(`Acknowledge: ${acknowledge}`, `Silence: ${silence}`);
  return lines.join('\n');
}
