import { sql } from 'drizzle-orm';
import type { EventId } from '../domain/ids.ts';
import type { Recorded } from '../domain/log-event.ts';
import type { Message, ToldAlert } from '../domain/notify/message.ts';
import { ACT_LINK_MS, type Act, writeActLink } from '../log/act-links.ts';
import type { Executor } from '../log/database.ts';
import { deriveId } from '../log/ids.ts';
import { stepsOf } from '../log/messages.ts';
import { readEvents } from '../log/read.ts';
import type { Vault } from '../log/vault.ts';
import { subjectName } from './names.ts';
import { sentenceAround } from './sentence.ts';

/** Where links in messages lead, and what vouches for them. */
export type Linking = { home: string; vault: Vault };

type MessageRow = {
  kind: Message['kind'];
  channel_id: string;
  channel_name: string;
  notice: string | null;
  formed_ms: number;
  anchor_position: string;
  seal: string | null;
};

/**
 * A message as it is sent: made of the log, so that it is the same at every try, but for words that were erased since.
 * Null when there is none of that id.
 */
export async function loadMessage(db: Executor, messageId: EventId, { home, vault }: Linking): Promise<Message | null> {
  const { rows } = await db.execute<MessageRow>(
    sql`select m.kind, m.channel_id, c.name as channel_name, m.notice, (extract(epoch from m.formed_at) * 1000)::float8 as formed_ms, m.anchor_position,
          (select encode(e.seal, 'hex') from events e where e.position = m.anchor_position) as seal
        from messages m join channels c on c.channel_id = m.channel_id where m.message_id = ${messageId}`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const link = linkWith({ home, vault }, row.channel_id, Math.floor(row.formed_ms) + ACT_LINK_MS);
  const steps = row.kind === 'alerts' ? await stepsOf(db, messageId) : [];
  return {
    messageId,
    kind: row.kind,
    channelId: row.channel_id,
    channelName: row.channel_name,
    alerts: await loadTold(db, steps, { home, link }),
    notice: row.notice,
    home,
    anchor: { position: Number(row.anchor_position), seal: row.seal ?? '' },
  };
}

/** What stands on a channel as a message, for a receiver that must hear of it again. It is no step, and has no id of its own. */
export async function loadStanding(
  db: Executor,
  { channelId, name }: { channelId: string; name: string },
  steps: readonly Step[],
  { home, vault }: Linking,
  now: number,
): Promise<Message> {
  return {
    messageId: steps[0]?.notificationId ?? '',
    kind: 'alerts',
    channelId,
    channelName: name,
    alerts: await loadTold(db, steps, { home, link: linkWith({ home, vault }, channelId, now + ACT_LINK_MS) }),
    notice: null,
    home,
    anchor: { position: 0, seal: '' },
  };
}

function linkWith({ home, vault }: Linking, channelId: string, until: number) {
  return (act: Act, alertId: EventId) => `${home}/act/${writeActLink(vault, { act, alertId, channelId, until })}`;
}

type Step = { notificationId: EventId; alertId: EventId; transitionId: EventId };
type Raised = Extract<Recorded, { type: 'AlertRaised' }>;
type Escalated = Extract<Recorded, { type: 'AlertEscalated' }>;
type Rule = { comparison: string; name: string };
type Links = { home: string; link(act: Act, alertId: EventId): string };

/** Steps of alerts with everything that is told of them, in the order given. */
async function loadTold(db: Executor, steps: readonly Step[], links: Links): Promise<ToldAlert[]> {
  const raisedIds = steps.map(step => deriveId('alert-raised', step.alertId));
  const escalatedIds = steps.map(step => deriveId('alert-escalated', step.alertId));
  const events = new Map(
    (await readEvents(db, [...raisedIds, ...escalatedIds, ...steps.map(step => step.transitionId)])).map(event => [
      event.eventId,
      event,
    ]),
  );
  const raised = [...events.values()].filter(event => event.type === 'AlertRaised');
  const rules = await loadRules(db, raised);
  const words = await loadWords(db, [...events.values()]);
  return steps.flatMap((step, index) => {
    const [start, event] = [events.get(raisedIds[index] ?? ''), events.get(step.transitionId)];
    if (start?.type !== 'AlertRaised' || event === undefined) return [];
    const escalated = events.get(escalatedIds[index] ?? '');
    const worst = escalated?.type === 'AlertEscalated' && escalated.position < event.position ? escalated : start;
    const told = toldOf(event, worst);
    if (told === null) return [];
    const { alertId, thresholdId, thresholdVersion, subject, indicator, formula } = start.data;
    const rule = rules.get(`${thresholdId} ${thresholdVersion}`);
    const source = evidenceOf(event).length > 0 ? event : start;
    return [
      {
        ...told,
        notificationId: step.notificationId,
        alertId,
        thresholdId,
        rule: rule?.name ?? thresholdId,
        comparison: rule?.comparison ?? 'above',
        subject,
        name: subjectName(subject),
        indicator,
        formula,
        startsAt: start.recordedAt,
        endsAt: event.type === 'AlertCleared' ? event.recordedAt : null,
        recordedAtPosition: event.position,
        evidence: evidenceOf(source).map((part, seq) => ({
          reportId: part.reportId,
          sentence: words(source, seq),
          page: `${links.home}/reports/${part.reportId}`,
        })),
        links: {
          page: `${links.home}/alerts/${alertId}`,
          acknowledge: links.link('acknowledge', alertId),
          silence: links.link('silence', alertId),
        },
      },
    ];
  });
}

type OfStep = Pick<ToldAlert, 'step' | 'severity' | 'day' | 'value' | 'line' | 'reason' | 'position'>;

/** `worst` is the raising, or the escalation where there was one: an alert ends as what it last was. */
function toldOf(event: Recorded, worst: Raised | Escalated): OfStep | null {
  switch (event.type) {
    case 'AlertRaised':
    case 'AlertEscalated': {
      const { severity, day, value, line, readAt } = event.data;
      const step = event.type === 'AlertRaised' ? 'raised' : 'escalated';
      return { step, severity, day, value, line, reason: null, position: readAt };
    }
    case 'AlertRepeated': {
      const { severity, day, value, line, reason, readAt } = event.data;
      return { step: 'repeated', severity, day, value, line, reason, position: readAt };
    }
    case 'AlertCleared': {
      const { day, value, reason } = event.data;
      const { severity, line } = worst.data;
      return { step: 'cleared', severity, day, value, line, reason, position: event.position };
    }
    default:
      return null;
  }
}

function evidenceOf(event: Recorded): Raised['data']['evidence'] {
  return event.type === 'AlertRaised' || event.type === 'AlertEscalated' ? event.data.evidence : [];
}

/** What the rules were called and how they compared, at the versions that raised the alerts. */
async function loadRules(db: Executor, raised: readonly Raised[]): Promise<Map<string, Rule>> {
  const rules = new Map<string, Rule>();
  if (raised.length === 0) return rules;
  const { rows } = await db.execute<{ event_id: string }>(
    sql`select e.event_id from events e join unnest(${sql.param(raised.map(it => `threshold-${it.data.thresholdId}`))}::text[],
          ${sql.param(raised.map(it => it.data.thresholdVersion))}::int[]) as a(stream_id, version)
        on e.stream_id = a.stream_id and e.stream_version = a.version`,
  );
  const events = await readEvents(
    db,
    rows.map(row => row.event_id),
  );
  for (const event of events) {
    if (event.type !== 'ThresholdSet') continue;
    const { thresholdId, title, comparison } = event.data;
    rules.set(`${thresholdId} ${event.streamVersion}`, { comparison, name: title ?? thresholdId });
  }
  return rules;
}

type Kept = { event_id: string; seq: number; sentence: string | null };

/**
 * The words behind steps, as they were kept when the step was recorded; of steps from before words were kept, as the
 * report has them. Null where they were erased.
 */
async function loadWords(
  db: Executor,
  events: readonly Recorded[],
): Promise<(event: Recorded, seq: number) => string | null> {
  const parts = events.flatMap(evidenceOf);
  if (parts.length === 0) return () => null;
  const { rows: kept } = await db.execute<Kept>(
    sql`select event_id, seq, sentence from alert_evidence where event_id = any(${sql.param(events.map(it => it.eventId))}::uuid[])`,
  );
  const sentences = new Map(kept.map(row => [`${row.event_id} ${row.seq}`, row.sentence]));
  const { rows: reports } = await db.execute<{ report_id: string; text: string }>(
    sql`select report_id, text from reports where report_id = any(${sql.param([...new Set(parts.map(it => it.reportId))])}::uuid[])`,
  );
  const texts = new Map(reports.map(row => [row.report_id, row.text]));
  return (event, seq) => {
    const key = `${event.eventId} ${seq}`;
    if (sentences.has(key)) return sentences.get(key) ?? null;
    const part = evidenceOf(event)[seq];
    const text = part === undefined ? undefined : texts.get(part.reportId);
    if (part === undefined || text === undefined || text === '') return null;
    const { start, end } = sentenceAround(text, part);
    return text.slice(start, end);
  };
}
