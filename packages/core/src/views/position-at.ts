import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Executor } from '../log/database.ts';
import { ProblemRaised, problem } from '../wire/problem.ts';

/** The position that `asOf` means: a position itself, or the greatest one recorded at or before a time. */
export async function positionAt(db: Executor, text: string): Promise<Position> {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new ProblemRaised(
      problem('invalid-request', {
        detail: `"asOf" is "${text}".`,
        hint: 'It is a position such as 1842, or a time such as 2024-01-26T08:00:00Z.',
      }),
    );
  }
  const { rows } = await db.execute<{ position: string }>(
    sql`select position_at(${new Date(ms).toISOString()}) as position`,
  );
  return Number(rows[0]?.position ?? 0);
}
