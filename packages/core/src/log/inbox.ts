import { sql } from 'drizzle-orm';
import type { ReportId } from '../domain/ids.ts';
import { append, lockLog } from './append.ts';
import type { Database } from './database.ts';
import { deriveId } from './ids.ts';

/** Puts a failed report back to be coded again, at once. False when it has not failed. */
export async function replay(db: Database, reportId: ReportId, userId: string): Promise<boolean> {
  return db.transaction(async tx => {
    await lockLog(tx);
    const { rows } = await tx.execute<{ round: number }>(
      sql`update reports set status = 'pending', attempts = 0, round = round + 1, claimed_until = null, claimed_by = null, last_error = null,
            next_enqueue_at = clock_timestamp()
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

export type Swept = { reportId: ReportId; enqueueCount: number };

/** Reports that were received and neither coded nor queued lately, to be queued (again); each later than the time before. */
export async function sweep(db: Database, limit: number): Promise<Swept[]> {
  const { rows } = await db.execute<{ report_id: string; enqueue_count: number }>(
    sql`update reports set enqueue_count = enqueue_count + 1,
          next_enqueue_at = clock_timestamp() + interval '10 seconds' * power(2, least(enqueue_count, 7))
        where report_id in (
          select report_id from reports where status = 'pending' and next_enqueue_at <= clock_timestamp()
          order by next_enqueue_at limit ${limit} for update skip locked)
        returning report_id, enqueue_count`,
  );
  return rows.map(row => ({ reportId: row.report_id, enqueueCount: row.enqueue_count }));
}

/** Has the sweeper come back soon for what the queue would not take: the wait of the last sweep was for nothing. */
export async function sweepAgain(db: Database, swept: readonly Swept[], seconds: number): Promise<void> {
  await db.execute(
    sql`update reports set next_enqueue_at = clock_timestamp() + make_interval(secs => ${seconds}) where report_id in (
          select report_id from reports where report_id = any(${sql.param(swept.map(it => it.reportId))}::uuid[]) and status = 'pending'
          for update skip locked)`,
  );
}
