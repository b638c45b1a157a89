import { sql } from 'drizzle-orm';
import type { Coding } from '../domain/coded-event.ts';
import type { ReportId } from '../domain/ids.ts';
import type { FailureReason } from '../domain/log-event.ts';
import { append, lockLog, type NewEvent } from './append.ts';
import { MAX_ATTEMPTS } from './claims.ts';
import type { Database } from './database.ts';
import { deriveId, suppressedWithIds, withIds } from './ids.ts';

/** What became of a report in the end. `eventOf` makes the event for the round of coding that the report is in. */
export type Outcome = {
  reportId: ReportId;
  status: 'coded' | 'not-coded' | 'failed';
  eventOf(round: number): NewEvent;
};

/** The outcome of what the coder read. */
export function coded(reportId: ReportId, coding: Coding): Outcome {
  const { coder, countries, language } = coding;
  const suppressed = suppressedWithIds(reportId, coding.suppressed);
  return {
    reportId,
    status: coding.outcome,
    eventOf: round => ({
      ...(coding.outcome === 'coded'
        ? {
            type: 'ReportCoded',
            data: { reportId, coder, countries, language, events: withIds(reportId, coding.events), suppressed },
          }
        : {
            type: 'ReportNotCoded',
            data: { reportId, coder, reason: coding.reason ?? 'no-act', countries, language, suppressed },
          }),
      eventId: deriveId('coded', reportId, round, coder.name, coder.version),
      streamId: `report-${reportId}`,
    }),
  };
}

/** The outcome of a report that is set aside, for a reason that a person understands. */
export function failed(reportId: ReportId, reason: FailureReason, attempts: number): Outcome {
  return {
    reportId,
    status: 'failed',
    eventOf: round => ({
      type: 'ReportFailed',
      data: { reportId, reason, attempts },
      eventId: deriveId('failed', reportId, round, attempts),
      streamId: `report-${reportId}`,
    }),
  };
}

/**
 * Records outcomes: each event and its report's status, all in one transaction. A report that is settled already keeps
 * what it has, so that a second time does nothing. Answers for each whether it was recorded now.
 */
export async function settle(db: Database, outcomes: readonly Outcome[]): Promise<boolean[]> {
  const first = new Map<ReportId, Outcome>();
  for (const outcome of outcomes) if (!first.has(outcome.reportId)) first.set(outcome.reportId, outcome);
  const wanted = [...first.values()];
  return db.transaction(async tx => {
    await lockLog(tx);
    const { rows } = await tx.execute<{ report_id: string; round: number }>(
      sql`update reports r set status = o.status, claimed_until = null, claimed_by = null, attempts = least(r.attempts, ${MAX_ATTEMPTS})
          from unnest(${sql.param(wanted.map(it => it.reportId))}::uuid[], ${sql.param(wanted.map(it => it.status))}::text[]) as o(report_id, status)
          where r.report_id = o.report_id and r.status = 'pending' returning r.report_id, r.round`,
    );
    const rounds = new Map(rows.map(row => [row.report_id, row.round]));
    const events = wanted.flatMap(outcome => {
      const round = rounds.get(outcome.reportId);
      return round === undefined ? [] : [outcome.eventOf(round)];
    });
    await append(tx, events);
    return outcomes.map(outcome => rounds.has(outcome.reportId) && first.get(outcome.reportId) === outcome);
  });
}
