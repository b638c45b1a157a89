import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import type { Transaction } from '../log/database.ts';
import { VIEWS } from './project.ts';

/** What a question is asked of: the position of every number in its answer. */
export type Snapshot = {
  /** Position asked for, or that the live views have reached. */
  position: Position;
  /** Version of the live views: positions of another one mean other tables. */
  version: number;
  /** Day on which the position was recorded, when it was asked for; else null. */
  recordedDay: Day | null;
};

/**
 * Asks the live views, in one snapshot; or, with a position, the views as they stood there: the same tables by the same
 * names, with what came later taken away. A position that the views have not reached is answered by what they have.
 */
export async function onViews<T>(
  db: NodePgDatabase,
  asOf: Position | undefined,
  ask: (tx: Transaction, snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return db.transaction(
    async tx => {
      const past = sql`${asOf ?? null}::bigint < position`;
      const { rows } = await tx.execute<{ version: number; position: string; past: boolean | null; day: Day | null }>(
        sql`select version, position, ${past} as past, (select e.recorded_at::date::text from events e where e.position = least(${asOf ?? null}::bigint, p.position)) as day,
              set_config('search_path', case when ${past} then schema || '_as_of, ' else '' end || schema || ', public', true),
              set_config('tensiometer.as_of', coalesce(${asOf ?? null}::bigint, position)::text, true)
            from projections p where name = ${VIEWS} and status = 'live'`,
      );
      const [row] = rows;
      if (!row) throw new Error('there are no live views; run npm run rebuild');
      const asked = row.past === true && asOf !== undefined;
      return ask(tx, {
        position: asked ? asOf : Number(row.position),
        version: row.version,
        recordedDay: asOf === undefined ? null : row.day,
      });
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
