import { sql } from 'drizzle-orm';
import type { Coding } from '../domain/coded-event.ts';
import type { ReportId } from '../domain/ids.ts';
import type { FailureReason } from '../domain/log-event.ts';
import { append, lockLog, type NewEvent } from './append.ts';
import type { Database } from './database.ts';
import { deriveId, suppressedWithIds, withIds } from './ids.ts';

/** Tries that a report gets before it is set aside as failed. They are counted here, where a killed worker cannot lose them. */
export const MAX_ATTEMPTS = 5;

export type Claim = {
  attempts: number;
  text: string;
  titleLength: number;
  /** As stated by the sender, else the time of receipt. */
  publishedAt: string;
  language: string | null;
};

/**
 * Takes a report for coding and counts the try, before anything can go wrong with it. Null when it needs no coding or
 * another worker holds it; a claim ends by itself after `seconds`.
 */
export async function claim(db: Database, reportId: ReportId, seconds: number): Promise<Claim | null> {
  const { rows } = await db.execute<{
    attempts: number;
    text: string;
    title_length: number;
    published_at: string;
    language: string | null;
  }>(
    sql`update reports set attempts = attempts + 1, claimed_until = clock_timestamp() + make_interval(secs => ${seconds}),
          next_enqueue_at = greatest(next_enqueue_at, clock_timestamp() + make_interval(secs => ${seconds}))
        where report_id = ${reportId} and status = 'pending' and (claimed_until is null or claimed_until < clock_timestamp())
        returning attempts, text, title_length, language,
          coalesce(published_at, to_char(received_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as published_at`,
  );
  const [row] = rows;
  if (!row) return null;
  return {
    attempts: row.attempts,
    text: row.text,
    titleLength: row.title_length,
    publishedAt: row.published_at,
    language: row.language,
  };
}

/** Gives a claim back after a failed try, with what went wrong. */
export async function release(db: Database, reportId: ReportId, error: string): Promise<void> {
  await db.execute(
    sql`update reports set claimed_until = null, last_error = ${error.slice(0, 500)} where report_id = ${reportId} and status = 'pending'`,
  );
}

/** Records what the coder read: the event and the report's status in one transaction. A second time does nothing. */
export async function recordCoding(db: Database, reportId: ReportId, coding: Coding): Promise<void> {
  const { coder, countries, language } = coding;
  const suppressed = suppressedWithIds(reportId, coding.suppressed);
  const outcome = await settle(db, reportId, coding.outcome, round => ({
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
  }));
  return outcome;
}

/** Sets a report aside as failed, for a reason that a person understands. */
export async function recordFailure(
  db: Database,
  reportId: ReportId,
  reason: FailureReason,
  attempts: number,
): Promise<void> {
  await settle(db, reportId, 'failed', round => ({
    type: 'ReportFailed',
    data: { reportId, reason, attempts },
    eventId: deriveId('failed', reportId, round, attempts),
    streamId: `report-${reportId}`,
  }));
}

/** Appends the outcome of a pending report; one that is settled already keeps what it has. */
async function settle(
  db: Database,
  reportId: ReportId,
  status: 'coded' | 'not-coded' | 'failed',
  eventOf: (round: number) => NewEvent,
): Promise<void> {
  await db.transaction(async tx => {
    await lockLog(tx);
    const { rows } = await tx.execute<{ round: number }>(
      sql`update reports set status = ${status}, claimed_until = null, attempts = least(attempts, ${MAX_ATTEMPTS}) where report_id = ${reportId} and status = 'pending' returning round`,
    );
    if (rows[0]) await append(tx, [eventOf(rows[0].round)]);
  });
}

/** Puts a failed report back to be coded again, at once. False when it has not failed. */
export async function replay(db: Database, reportId: ReportId, userId: string): Promise<boolean> {
  return db.transaction(async tx => {
    await lockLog(tx);
    const { rows } = await tx.execute<{ round: number }>(
      sql`update reports set status = 'pending', attempts = 0, round = round + 1, claimed_until = null, last_error = null, next_enqueue_at = clock_timestamp()
          where report_id = ${reportId} and status = 'failed' returning round`,
    );
    const [row] = rows;
    if (!row) return false;
    await append(tx, [
      {
        type: 'ReportReplayed',
        data: { reportId, round: row.round },
        eventId: deriveId('replayed', reportId, row.round),
        streamId: `report-${reportId}`,
        meta: { userId },
      },
    ]);
    return true;
  });
}

/** Reports that were received and neither coded nor queued lately, to be queued (again); each later than the time before. */
export async function sweep(db: Database, limit: number): Promise<{ reportId: ReportId; enqueueCount: number }[]> {
  const { rows } = await db.execute<{ report_id: string; enqueue_count: number }>(
    sql`update reports set enqueue_count = enqueue_count + 1,
          next_enqueue_at = clock_timestamp() + least(interval '30 seconds' * power(2, least(enqueue_count, 7)), interval '1 hour')
        where report_id in (
          select report_id from reports where status = 'pending' and next_enqueue_at <= clock_timestamp()
          order by next_enqueue_at limit ${limit} for update skip locked)
        returning report_id, enqueue_count`,
  );
  return rows.map(row => ({ reportId: row.report_id, enqueueCount: row.enqueue_count }));
}
