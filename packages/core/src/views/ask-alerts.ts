import { type SQL, sql } from 'drizzle-orm';
import type { AlertEvent } from '../domain/alert-event.ts';
import type { AlertState } from '../domain/alert-state.ts';
import { lineOf } from '../domain/measure.ts';
import type { Subject } from '../domain/subject.ts';
import type { Threshold } from '../domain/threshold.ts';
import type { Executor } from '../log/database.ts';
import type { AlertsAnswer, AlertView, PendingAlert } from '../wire/api.ts';
import { parseLogEvent } from '../wire/log-event.ts';
import { subjectName } from './names.ts';
import { sentenceAround } from './sentence.ts';
import { silenceOf, silencesOf } from './silences.ts';

/** Position that the views of this snapshot stand at. */
const AS_OF = sql`current_setting('tensiometer.as_of')::bigint`;
/** Severity of an alert `a` by now: one that escalated is critical. */
export const SEVERITY: SQL = sql`case when exists (select 1 from events e where e.stream_id = 'alert-' || a.alert_id and e.type = 'AlertEscalated'
  and e.position <= ${AS_OF}) then 'critical' else a.data ->> 'severity' end`;

const MS_PER_HOUR = 3_600_000;

type Raised = Extract<AlertEvent, { type: 'AlertRaised' }>['data'];
type AlertRow = {
  raised_position: string;
  raised_at: string;
  cleared_at: string | null;
  cleared_reason: string | null;
  severity: AlertView['severity'];
  data: Raised;
};

/** Alerts, newest first; only those that stand when asked so. `now` is in milliseconds since 1970. */
export async function askAlerts(
  db: Executor,
  {
    standing = false,
    subject,
    limit = 100,
    asOf,
  }: { standing?: boolean; subject?: Subject; limit?: number; asOf?: number },
  now: number,
): Promise<AlertsAnswer> {
  const stands = standing ? sql`a.cleared_position is null` : sql`true`;
  return {
    alerts: await loadAlerts(
      db,
      subject === undefined ? stands : sql`${stands} and a.subject = ${subject}`,
      limit,
      now,
    ),
    // what only waits is no event, and so not known of the past
    pending: asOf === undefined ? await loadPending(db) : [],
  };
}

/** Alerts that something happened to after a position and up to another, with what happened last. */
export async function alertsBetween(
  db: Executor,
  after: number,
  upTo: number,
  now: number,
): Promise<{ alert: AlertView; change: 'raised' | 'changed' | 'cleared' }[]> {
  const { rows } = await db.execute<{ alert_id: string; types: string[] }>(
    sql`select data ->> 'alertId' as alert_id, array_agg(type order by position) as types from events
        where position > ${after} and position <= ${upTo} and type in ('AlertRaised', 'AlertEscalated', 'AlertRepeated', 'AlertAcknowledged', 'AlertCleared')
        group by 1 limit 100`,
  );
  if (rows.length === 0) return [];
  const types = new Map(rows.map(row => [row.alert_id, row.types]));
  const alerts = await loadAlerts(db, sql`a.alert_id = any(${sql.param([...types.keys()])}::uuid[])`, 100, now);
  return alerts.reverse().map(alert => {
    const raised = types.get(alert.alertId)?.includes('AlertRaised') === true;
    return { alert, change: alert.clearedAt !== null ? 'cleared' : raised ? 'raised' : 'changed' };
  });
}

/** Alerts by a condition on `a`, newest first. */
export async function loadAlerts(db: Executor, where: SQL, limit: number, now: number): Promise<AlertView[]> {
  const { rows } = await db.execute<AlertRow>(
    sql`select a.raised_position, to_char(a.raised_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as raised_at,
          to_char(a.cleared_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cleared_at, a.cleared_reason, ${SEVERITY} as severity, a.data
        from alerts a where ${where} order by a.raised_position desc limit ${limit}`,
  );
  if (rows.length === 0) return [];
  const words = await loadWords(db, rows);
  const acknowledged = await loadAcknowledged(db, rows);
  const silences = await silencesOf(db, new Set(rows.map(row => row.data.thresholdId)));
  return rows.map(({ data, severity, raised_position, raised_at, cleared_at, cleared_reason }) => ({
    alertId: data.alertId,
    thresholdId: data.thresholdId,
    thresholdVersion: data.thresholdVersion,
    subject: data.subject,
    name: subjectName(data.subject),
    indicator: data.indicator,
    severity,
    cause: data.cause,
    day: data.day,
    value: data.value,
    measure: data.measure,
    line: data.line,
    raisedAt: raised_at,
    raisedPosition: Number(raised_position),
    readAt: data.readAt,
    clearedAt: cleared_at,
    clearedReason: cleared_reason,
    acknowledged: acknowledged.get(data.alertId) ?? null,
    silencedUntil: silenceOf(silences, data.thresholdId, data.subject, now)?.until ?? null,
    heldBack: data.heldBack,
    evidence: words(data),
  }));
}

/** The words of evidence as they were kept; of alerts of before they were, as the reports read now. */
async function loadWords(db: Executor, rows: readonly AlertRow[]): Promise<(raised: Raised) => AlertView['evidence']> {
  const ids = rows.map(row => row.data.alertId);
  const kept = await db.execute<{ alert_id: string; seq: number; sentence: string | null; start: number; end: number }>(
    sql`select alert_id, seq, sentence, trigger_start as start, trigger_end as end from alert_evidence w
        where alert_id = any(${sql.param(ids)}::uuid[]) and exists (select 1 from alerts a join events e on e.position = a.raised_position
          where a.alert_id = w.alert_id and e.event_id = w.event_id)`,
  );
  const byPart = new Map(kept.rows.map(row => [`${row.alert_id} ${row.seq}`, row]));
  const wanting = rows.filter(({ data }) => data.evidence.length > 0 && !byPart.has(`${data.alertId} 0`));
  const texts = await loadTexts(
    db,
    wanting.flatMap(row => row.data.evidence.map(part => part.reportId)),
  );
  return ({ alertId, evidence }) =>
    evidence.map(({ reportId, start, end, share }, seq) => {
      const word = byPart.get(`${alertId} ${seq}`);
      if (word !== undefined) {
        const { sentence } = word;
        return { reportId, sentence, trigger: sentence === null ? null : { start: word.start, end: word.end }, share };
      }
      const text = texts.get(reportId);
      if (text === undefined) return { reportId, sentence: null, trigger: null, share };
      const around = sentenceAround(text, { start, end });
      const trigger = { start: Math.max(0, start - around.start), end: Math.max(0, end - around.start) };
      return { reportId, sentence: text.slice(around.start, around.end), trigger, share };
    });
}

async function loadTexts(db: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ report_id: string; text: string }>(
    sql`select report_id, text from reports where report_id = any(${sql.param([...new Set(ids)])}::uuid[])`,
  );
  return new Map(rows.map(row => [row.report_id, row.text]));
}

async function loadAcknowledged(
  db: Executor,
  alerts: readonly AlertRow[],
): Promise<Map<string, NonNullable<AlertView['acknowledged']>>> {
  const streams = alerts.map(({ data }) => `alert-${data.alertId}`);
  const { rows } = await db.execute<{ data: unknown; at: string; by: string | null }>(
    sql`select data, to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, meta ->> 'userId' as by from events
        where stream_id = any(${sql.param(streams)}::text[]) and type = 'AlertAcknowledged' and position <= ${AS_OF} order by position desc`,
  );
  return new Map(
    rows.flatMap(({ data, at, by }) => {
      const event = parseLogEvent('AlertAcknowledged', data);
      if (event.type !== 'AlertAcknowledged') return [];
      return [[event.data.alertId, { by: by ?? 'unknown', at, note: event.data.note }] as const];
    }),
  );
}

async function loadPending(db: Executor): Promise<PendingAlert[]> {
  const { rows } = await db.execute<{ subject: string; state: AlertState; rule: Threshold }>(
    sql`select w.subject, w.state, t.data as rule from watch_states w join thresholds t on t.threshold_id = w.threshold_id
        where w.state #>> '{phase,kind}' = 'pending' order by w.threshold_id, w.subject limit 100`,
  );
  return rows.flatMap(({ subject, state, rule }) => {
    const { phase, last } = state;
    if (phase.kind !== 'pending') return [];
    return [
      {
        thresholdId: rule.thresholdId,
        subject,
        name: subjectName(subject),
        indicator: rule.indicator,
        value: last?.value ?? null,
        line: lineOf(rule, phase.criticalSince === null ? 'warning' : 'critical', last?.measure ?? null),
        since: new Date(phase.since).toISOString(),
        due: new Date(phase.since + rule.forHours * MS_PER_HOUR).toISOString(),
      },
    ];
  });
}
