import { sql } from 'drizzle-orm';
import type { Database } from '../log/database.ts';
import { VIEWS_CHANNEL } from '../log/doorbell.ts';
import { advance } from '../log/follow.ts';
import { project, VIEWS } from './project.ts';

/** Brings the views one batch further and rings for those who watch them. True when there may be more to read. */
export async function projectBatch(db: Database, limit = 500): Promise<boolean> {
  const { from, to } = await advance(
    db,
    VIEWS,
    async (tx, events) => {
      await project(tx, events);
      await tx.execute(sql`select pg_notify(${VIEWS_CHANNEL}, ${String(events.at(-1)?.position ?? 0)})`);
    },
    limit,
  );
  return to > from;
}

/** Position that the views have reached. */
export async function projectedPosition(db: Database): Promise<number> {
  const { rows } = await db.execute<{ position: string }>(sql`select position from checkpoints where name = ${VIEWS}`);
  return Number(rows[0]?.position ?? 0);
}
