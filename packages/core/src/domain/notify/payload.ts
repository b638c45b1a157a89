import type { Message, ToldAlert } from './message.ts';
import { headlineOf, isFiring, sentenceOf } from './words.ts';

/** Time that stands for "not yet" in the payloads of Alertmanager. */
const NOT_YET = '0001-01-01T00:00:00Z';

type Labels = Record<string, string>;

/** One alert as Alertmanager sends it, with what it has no place for beside it. */
export type PayloadAlert = {
  status: 'firing' | 'resolved';
  labels: Labels;
  annotations: Labels;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
  notificationId: string;
  alertId: string;
  step: string;
  severity: string;
  subject: string;
  indicator: string;
  formula: string;
  day: string;
  value: number | null;
  line: number;
  reason: string | null;
  position: number;
  recordedAtPosition: number;
  evidence: ToldAlert['evidence'];
  links: ToldAlert['links'];
};

/** Body of a webhook: version 4 of Alertmanager's, so that what reads one reads ours, and more. */
export type Payload = {
  version: '4';
  groupKey: string;
  truncatedAlerts: 0;
  status: 'firing' | 'resolved';
  receiver: string;
  groupLabels: Labels;
  commonLabels: Labels;
  commonAnnotations: Labels;
  externalURL: string;
  notification_reason: string;
  alerts: PayloadAlert[];
  id: string;
  kind: Message['kind'];
  text: string;
  log: { position: number; seal: string; anchor: string };
};

/** The body of a webhook. `text` is the message in words, those of the channel's template where it has one. */
export function payloadOf(message: Message, text: string): Payload {
  const alerts = message.alerts.map(payloadAlert);
  const { position, seal } = message.anchor;
  return {
    version: '4',
    groupKey: `{}/{channel="${message.channelId}"}:{}`,
    truncatedAlerts: 0,
    status: alerts.some(alert => alert.status === 'firing') || alerts.length === 0 ? 'firing' : 'resolved',
    receiver: message.channelId,
    groupLabels: { channel: message.channelId },
    commonLabels: common(alerts.map(alert => alert.labels)),
    commonAnnotations:
      alerts.length === 0 ? { summary: headlineOf(message) } : common(alerts.map(it => it.annotations)),
    externalURL: message.home,
    notification_reason: reasonOf(message),
    alerts,
    id: message.messageId,
    kind: message.kind,
    text,
    log: { position, seal, anchor: `${position}:${seal}` },
  };
}

/** What names an alert to Alertmanager: the same while it stands and when it is over. */
export function labelsOf(alert: ToldAlert): Labels {
  return {
    alertname: 'Tension',
    alert_id: alert.alertId,
    rule: alert.rule,
    threshold: alert.thresholdId,
    subject: alert.subject,
    indicator: alert.indicator,
    severity: alert.severity,
  };
}

export function annotationsOf(alert: ToldAlert): Labels {
  const [first] = alert.evidence;
  return {
    summary: sentenceOf(alert),
    ...(first === undefined || first.sentence === null ? {} : { evidence: first.sentence }),
  };
}

function payloadAlert(alert: ToldAlert): PayloadAlert {
  const { notificationId, alertId, step, severity, subject, indicator, formula, day, value, line, reason } = alert;
  return {
    status: isFiring(alert) ? 'firing' : 'resolved',
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: alert.startsAt,
    endsAt: alert.endsAt ?? NOT_YET,
    generatorURL: alert.links.page,
    fingerprint: alertId.replaceAll('-', '').slice(0, 16),
    notificationId,
    alertId,
    step,
    severity,
    subject,
    indicator,
    formula,
    day,
    value,
    line,
    reason,
    position: alert.position,
    recordedAtPosition: alert.recordedAtPosition,
    evidence: alert.evidence,
    links: alert.links,
  };
}

/** Alertmanager's words for why it sends. */
function reasonOf({ kind, alerts }: Message): string {
  if (kind !== 'alerts') return kind;
  if (alerts.every(alert => !isFiring(alert))) return 'all alerts resolved';
  if (alerts.every(alert => alert.step === 'repeated')) return 'repeat interval elapsed';
  if (alerts.some(alert => isFiring(alert) && alert.step !== 'repeated')) return 'new alerts in group';
  return 'new resolved alerts in group';
}

function common(all: readonly Labels[]): Labels {
  const [first, ...rest] = all;
  if (first === undefined) return {};
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => rest.every(it => it[key] === value)));
}
