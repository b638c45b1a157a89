import { sql } from 'drizzle-orm';
import type { AlertEvent } from '../domain/alert-event.ts';
import { type Episode, FIRST_STATE } from '../domain/alert-state.ts';
import type { EventId, Position } from '../domain/ids.ts';
import type { Subject } from '../domain/subject.ts';
import type { Threshold } from '../domain/threshold.ts';
import type { Executor } from '../log/database.ts';
import { readStream } from '../log/read.ts';
import type { WatchState } from '../log/watch-store.ts';
import { parseLogEvent } from '../wire/log-event.ts';

/** A rule that is set, with what is held against its lines in a word. */
export type Rule = { threshold: Threshold; version: number; measure: string };

/** What a person did to the alerts of a rule. */
export type Control =
  | { kind: 'silenced'; thresholdId: string; subject: Subject | null; until: number | null }
  | { kind: 'acknowledged'; thresholdId: string; alertId: EventId };

/** All rules that are set, by id. */
export async function loadRules(tx: Executor): Promise<Map<string, Rule>> {
  const { rows } = await tx.execute<{ version: number; data: Threshold }>(
    sql`select version, data from thresholds order by threshold_id`,
  );
  return new Map(
    rows.map(({ version, data }) => [data.thresholdId, { threshold: data, version, measure: measureName(data) }]),
  );
}

/** What a rule holds against its lines: readings of another one cannot be compared. */
function measureName({ indicator, comparison, change }: Threshold): string {
  return [indicator, comparison, ...(change === null ? [] : Object.values(change))].join(' ');
}

/** Silences and acknowledgements between two positions, in order. */
export async function loadControls(tx: Executor, after: Position, upTo: Position): Promise<Control[]> {
  const { rows } = await tx.execute<{ type: 'ThresholdSilenced' | 'AlertAcknowledged'; data: unknown }>(
    sql`select type, data from events where position > ${after} and position <= ${upTo}
          and type in ('ThresholdSilenced', 'AlertAcknowledged') order by position`,
  );
  return rows.flatMap(({ type, data }): Control[] => {
    const event = parseLogEvent(type, data);
    if (event.type === 'AlertAcknowledged')
      return [{ kind: 'acknowledged', thresholdId: event.data.thresholdId, alertId: event.data.alertId }];
    return event.type === 'ThresholdSilenced' ? [controlOf(event.data)] : [];
  });
}

function controlOf({
  thresholdId,
  subject,
  until,
}: Extract<AlertEvent, { type: 'ThresholdSilenced' }>['data']): Control & { kind: 'silenced' } {
  return { kind: 'silenced', thresholdId, subject, until: until === null ? null : Date.parse(until) };
}

/**
 * Where a rule stands with a subject that it never looked at, by the log: quiet, but for a silence that is in force and
 * for an alert that was raised before there was a memory.
 */
export async function standingOf(tx: Executor, rule: Rule, subject: Subject): Promise<WatchState> {
  const { thresholdId } = rule.threshold;
  const { rows } = await tx.execute<{
    raised: number;
    alert_id: string | null;
    severity: Episode['severity'] | null;
    raised_at: string | null;
  }>(
    sql`select count(*)::int as raised, (array_agg(alert_id) filter (where cleared_position is null))[1] as alert_id,
          (array_agg(data ->> 'severity') filter (where cleared_position is null))[1] as severity,
          (array_agg(to_char(raised_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) filter (where cleared_position is null))[1] as raised_at
        from alerts where threshold_id = ${thresholdId} and subject = ${subject}`,
  );
  const silences = (await readStream(tx, silenceStream(thresholdId))).flatMap(event =>
    event.type === 'ThresholdSilenced' && (event.data.subject === null || event.data.subject === subject)
      ? [controlOf(event.data)]
      : [],
  );
  const { raised = 0, alert_id = null, severity = null, raised_at = null } = rows[0] ?? {};
  const state = { ...FIRST_STATE, silencedUntil: silences.at(-1)?.until ?? null };
  const blank = { thresholdId, subject, version: rule.version, measure: rule.measure, raised };
  if (alert_id === null || severity === null || raised_at === null) return { ...blank, alertId: null, state };
  const raisedAt = Date.parse(raised_at);
  const episode: Episode = { severity, cause: 'crossed', raisedAt, acknowledged: false, told: true, owed: null };
  return {
    ...blank,
    alertId: alert_id,
    state: {
      ...state,
      phase: { kind: 'standing', episode, criticalSince: severity === 'critical' ? raisedAt : null },
      told: { warning: null, critical: null, [severity]: raisedAt },
    },
  };
}

/** The stream of the silences of a rule. */
function silenceStream(thresholdId: string): string {
  return `silence-${thresholdId}`;
}
