import { sql } from 'drizzle-orm';
import type { AlertState } from '../domain/alert-state.ts';
import type { EventId, Position, ReportId } from '../domain/ids.ts';
import type { Subject } from '../domain/subject.ts';
import type { Executor, Transaction } from './database.ts';

/** What the evaluator remembers of a rule and a subject. */
export type WatchState = {
  thresholdId: string;
  subject: Subject;
  /** Version of the rule that the state is of. */
  version: number;
  /** The alert that stands, null where none does. */
  alertId: EventId | null;
  /** Alerts that were raised so far. */
  raised: number;
  state: AlertState;
  /** What is held against the lines, in a word: another one cannot be compared. */
  measure: string;
};

/** The words that a step of an alert saw; `trigger` in UTF-16 code units of the sentence. */
export type EvidenceWords = {
  eventId: EventId;
  seq: number;
  alertId: EventId;
  reportId: ReportId;
  sentence: string;
  trigger: { start: number; end: number };
};

/** Everything remembered, in no order. */
export async function loadWatchStates(db: Executor): Promise<WatchState[]> {
  const { rows } = await db.execute<WatchState>(
    sql`select threshold_id as "thresholdId", subject, version, alert_id as "alertId", raised, state, measure from watch_states`,
  );
  return rows;
}

/** Remembers states in place of those of the same rule and subject. */
export async function saveWatchStates(tx: Transaction, states: readonly WatchState[]): Promise<void> {
  if (states.length === 0) return;
  await tx.execute(sql`insert into watch_states (threshold_id, subject, version, alert_id, raised, state, measure)
    select "thresholdId", subject, version, "alertId", raised, state, measure from jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
      as r("thresholdId" text, subject text, version int, "alertId" uuid, raised int, state jsonb, measure text)
    on conflict (threshold_id, subject) do update set version = excluded.version, alert_id = excluded.alert_id, raised = excluded.raised,
      state = excluded.state, measure = excluded.measure`);
}

/** Position up to which the views were looked at; null before the first time. */
export async function loadWatchPosition(db: Executor, name: string): Promise<Position | null> {
  const { rows } = await db.execute<{ position: string }>(
    sql`select position from watch_positions where name = ${name}`,
  );
  return rows[0] === undefined ? null : Number(rows[0].position);
}

/** Remembers how far the views were looked at. */
export async function saveWatchPosition(tx: Transaction, name: string, position: Position): Promise<void> {
  await tx.execute(sql`insert into watch_positions (name, position) values (${name}, ${position})
    on conflict (name) do update set position = excluded.position`);
}

/** Keeps the words beside the log, where erasing a report reaches them. */
export async function saveEvidenceWords(tx: Transaction, words: readonly EvidenceWords[]): Promise<void> {
  if (words.length === 0) return;
  await tx.execute(sql`insert into alert_evidence (event_id, seq, alert_id, report_id, sentence, trigger_start, trigger_end)
    select "eventId", seq, "alertId", "reportId", sentence, (trigger ->> 'start')::int, (trigger ->> 'end')::int
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb)
      as r("eventId" uuid, seq int, "alertId" uuid, "reportId" uuid, sentence text, trigger jsonb)
    on conflict do nothing`);
}
