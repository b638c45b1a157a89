import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import type { Without } from '../domain/without.ts';
import type { Transaction } from '../log/database.ts';
import { leaveOut } from './leave-out.ts';
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

/** An answer on its way out of a transaction that is rolled back. */
class Answered<T> extends Error {
  readonly answer: T;
  constructor(answer: T) {
    super('answered');
    this.answer = answer;
  }
}

/**
 * Asks the live views, in one snapshot; or, with a position, the views as they stood there: the same tables by the same
 * names, with what came later taken away. A position that the views have not reached is answered by what they have. With
 * `without`, what is named there is left out, in a transaction that leaves no trace.
 */
export async function onViews<T>(
  db: NodePgDatabase,
  asOf: Position | undefined,
  ask: (tx: Transaction, snapshot: Snapshot) => Promise<T>,
  without?: Without,
): Promise<T> {
  if (without === undefined)
    return db.transaction(async tx => ask(tx, await enter(tx, asOf)), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    });
  try {
    await db.transaction(
      async tx => {
        const snapshot = await enter(tx, asOf);
        await leaveOut(tx, without);
        throw new Answered(await ask(tx, snapshot));
      },
      { isolationLevel: 'repeatable read' },
    );
    throw new Error('a question was not answered');
  } catch (error) {
    // Only the answer of this very question is thrown inside, so that its type is T.
    if (error instanceof Answered) return error.answer as T;
    throw error;
  }
}

async function enter(tx: Transaction, asOf: Position | undefined): Promise<Snapshot> {
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
  return {
    position: asked ? asOf : Number(row.position),
    version: row.version,
    recordedDay: asOf === undefined ? null : row.day,
  };
}
