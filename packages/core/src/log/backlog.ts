import { sql } from 'drizzle-orm';
import type { SourceId } from '../domain/ids.ts';
import type { Database } from './database.ts';

/** Reports that were received and not settled yet. */
export type Backlog = {
  reports: number;
  bySource: ReadonlyMap<SourceId, number>;
  /** Age of the oldest, in seconds: about as long as a report that comes now will wait. */
  lagSeconds: number;
};

/** Measures what is waiting, from the inbox, whatever the queue says. */
export async function measureBacklog(db: Database): Promise<Backlog> {
  const { rows } = await db.execute<{ source_id: string; reports: number; lag: number }>(
    sql`select source_id, count(*)::int as reports, extract(epoch from clock_timestamp() - min(received_at))::float as lag
        from reports where status = 'pending' group by 1`,
  );
  return {
    reports: rows.reduce((sum, row) => sum + row.reports, 0),
    bySource: new Map(rows.map(row => [row.source_id, row.reports])),
    lagSeconds: Math.max(0, ...rows.map(row => row.lag)),
  };
}
