import { sql } from 'drizzle-orm';
import type { Database } from '../log/database.ts';
import { onViews } from './snapshot.ts';

/** What whoever watches the system looks at, with what each value is. */
export const HEALTH = {
  log_position: 'Position of the last event of the log',
  projection_position: 'Position that the live views have reached',
  projection_lag_seconds: 'Age of the oldest event that the views have not read, in seconds',
  inbox_pending: 'Reports that were received and not settled',
  inbox_oldest_age_seconds: 'Age of the oldest report that was not settled, in seconds',
  dead_letters: 'Reports that were set aside as failed',
} as const;

export type Health = Record<keyof typeof HEALTH, number>;

/** Measures the log, the inbox and the views in one snapshot. */
export async function askHealth(db: Database): Promise<Health> {
  return onViews(db, undefined, async (tx, { position }) => {
    const { rows } = await tx.execute<{ head: string; lag: number; pending: number; oldest: number; failed: number }>(
      sql`select (select coalesce(max(position), 0) from events) as head,
            coalesce((select extract(epoch from clock_timestamp() - recorded_at) from events where position = ${position + 1}), 0)::float as lag,
            (select count(*)::int from reports where status = 'pending') as pending,
            coalesce((select extract(epoch from clock_timestamp() - min(received_at)) from reports where status = 'pending'), 0)::float as oldest,
            (select count(*)::int from reports where status = 'failed') as failed`,
    );
    const [row] = rows;
    return {
      log_position: Number(row?.head ?? 0),
      projection_position: position,
      projection_lag_seconds: Math.max(0, row?.lag ?? 0),
      inbox_pending: row?.pending ?? 0,
      inbox_oldest_age_seconds: Math.max(0, row?.oldest ?? 0),
      dead_letters: row?.failed ?? 0,
    };
  });
}

/** Counts acknowledged reports against counted ones. Reads both tables whole, so it is for every ten minutes. */
export async function askMismatch(db: Database): Promise<number> {
  return onViews(db, undefined, async (tx, { position }) => {
    const { rows } = await tx.execute<{ mismatch: number }>(
      sql`select ((select count(*) from reports) - (select count(*) from report_days)
            - (select count(*) from events where position > ${position} and type = 'ReportReceived'))::int as mismatch`,
    );
    return rows[0]?.mismatch ?? 0;
  });
}
