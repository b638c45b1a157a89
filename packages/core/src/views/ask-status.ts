import { sql } from 'drizzle-orm';
import type { Executor } from '../log/database.ts';
import type { StatusAnswer } from '../wire/api.ts';

/** Counts of distinct reports of sources in force, and how far the views are behind the log. */
export async function askStatus(db: Executor, projected: number): Promise<StatusAnswer> {
  const { rows } = await db.execute<
    Record<'received' | 'pending' | 'coded' | 'not_coded' | 'failed' | 'position', string> & { lag: number }
  >(
    sql`select count(*) as received, count(*) filter (where b.status = 'pending') as pending, count(*) filter (where b.status = 'coded') as coded,
          count(*) filter (where b.status = 'not-coded') as not_coded, count(*) filter (where b.status = 'failed') as failed,
          (select coalesce(max(position), 0) from events) as position,
          coalesce((select extract(epoch from clock_timestamp() - e.recorded_at) from events e where e.position = ${projected + 1}), 0)::float as lag
        from reports b join sources s on s.source_id = b.source_id where not s.withdrawn`,
  );
  const [row] = rows;
  const n = (key: 'received' | 'pending' | 'coded' | 'not_coded' | 'failed' | 'position') => Number(row?.[key] ?? 0);
  return {
    received: n('received'),
    pending: n('pending'),
    coded: n('coded'),
    notCoded: n('not_coded'),
    failed: n('failed'),
    position: n('position'),
    projected,
    lagSeconds: Math.max(0, Math.round((row?.lag ?? 0) * 1000) / 1000),
  };
}

/** Reports of sources in force, and how many of them are the demo's. */
export async function askPopulation(db: Executor): Promise<{ reports: number; demo: number }> {
  const { rows } = await db.execute<{ reports: string; demo: string }>(
    sql`select count(*) as reports, count(*) filter (where s.demo) as demo from reports b join sources s on s.source_id = b.source_id where not s.withdrawn`,
  );
  return { reports: Number(rows[0]?.reports ?? 0), demo: Number(rows[0]?.demo ?? 0) };
}
