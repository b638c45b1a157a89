import { sql } from 'drizzle-orm';
import type { Executor } from './database.ts';

/** Resolves when the database answers and has our tables; throws otherwise. */
export async function ping(db: Executor): Promise<void> {
  await db.execute(sql`select 1 from events, projections limit 0`);
}
