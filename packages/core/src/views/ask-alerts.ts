import { type SQL, sql } from 'drizzle-orm';
import type { Severity } from '../domain/alert-event.ts';
import type { Day } from '../domain/day.ts';
import type { LogEvent } from '../domain/log-event.ts';
import { readingOn } from '../domain/reading.ts';
import type { Subject } from '../domain/subject.ts';
import type { Threshold } from '../domain/threshold.ts';
import type { Executor } from '../log/database.ts';
import type { AlertsAnswer, AlertView, ThresholdView } from '../wire/api.ts';
import { loadFacts } from './facts.ts';
import { subjectName } from './names.ts';
import { sentenceAround } from './sentence.ts';

/** Lines that are set, each with its value today and its standing alert. */
export async function askThresholds(db: Executor, subject: Subject | undefined, today: Day): Promise<ThresholdView[]> {
  const { rows } = await db.execute<{
    version: number;
    data: Threshold;
    alert_id: string | null;
    severity: Severity | null;
    since: string | null;
  }>(
    sql`select t.version, t.data, a.alert_id, a.data ->> 'severity' as severity, to_char(a.raised_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
        from thresholds t left join alerts a on a.threshold_id = t.threshold_id and a.cleared_position is null
        ${subject === undefined ? sql`` : sql`where t.subject = ${subject}`} order by t.subject, t.threshold_id`,
  );
  const views: ThresholdView[] = [];
  for (const { version, data, alert_id, severity, since } of rows) {
    const facts = await loadFacts(db, data.subject, data.indicator, { from: today, to: today });
    const { value } = readingOn(data.indicator, facts, today);
    const alert =
      alert_id !== null && severity !== null && since !== null ? { alertId: alert_id, severity, since } : null;
    views.push({ ...data, version, name: subjectName(data.subject), value, alert });
  }
  return views;
}

type Raised = Extract<LogEvent, { type: 'AlertRaised' }>['data'];
type AlertRow = {
  raised_position: string;
  raised_at: string;
  cleared_at: string | null;
  cleared_reason: string | null;
  data: Raised;
};

/** Alerts, newest first; only those that stand when asked so. */
export async function askAlerts(
  db: Executor,
  { standing = false, limit = 100 }: { standing?: boolean; limit?: number },
): Promise<AlertsAnswer> {
  return { alerts: await loadAlerts(db, standing ? sql`cleared_position is null` : sql`true`, limit) };
}

/** Alerts raised or cleared after a position and up to another, with which of the two happened last. */
export async function alertsBetween(
  db: Executor,
  after: number,
  upTo: number,
): Promise<{ alert: AlertView; change: 'raised' | 'cleared' }[]> {
  const moved = sql`greatest(raised_position, coalesce(cleared_position, 0)) > ${after} and raised_position <= ${upTo}`;
  const alerts = await loadAlerts(db, moved, 100);
  return alerts
    .reverse()
    .map(alert => ({ alert, change: alert.clearedAt === null ? ('raised' as const) : ('cleared' as const) }));
}

async function loadAlerts(db: Executor, where: SQL, limit: number): Promise<AlertView[]> {
  const { rows } = await db.execute<AlertRow>(
    sql`select raised_position, to_char(raised_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as raised_at,
          to_char(cleared_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cleared_at, cleared_reason, data
        from alerts where ${where} order by raised_position desc limit ${limit}`,
  );
  const texts = await loadTexts(
    db,
    rows.flatMap(row => row.data.evidence.map(part => part.reportId)),
  );
  return rows.map(({ data, raised_position, raised_at, cleared_at, cleared_reason }) => ({
    alertId: data.alertId,
    thresholdId: data.thresholdId,
    subject: data.subject,
    name: subjectName(data.subject),
    indicator: data.indicator,
    severity: data.severity,
    day: data.day,
    value: data.value,
    line: data.line,
    raisedAt: raised_at,
    raisedPosition: Number(raised_position),
    clearedAt: cleared_at,
    clearedReason: cleared_reason,
    evidence: data.evidence.map(part => {
      const text = texts.get(part.reportId);
      if (text === undefined) return { reportId: part.reportId, sentence: null };
      const { start, end } = sentenceAround(text, part);
      return { reportId: part.reportId, sentence: text.slice(start, end) };
    }),
  }));
}

async function loadTexts(db: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ report_id: string; text: string }>(
    sql`select report_id, text from reports where report_id = any(${sql.param([...new Set(ids)])}::uuid[])`,
  );
  return new Map(rows.map(row => [row.report_id, row.text]));
}
