import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Executor } from '../log/database.ts';
import type { FeedAnswer } from '../wire/api.ts';
import { loadEvents } from './event-views.ts';
import { IN_FORCE } from './in-force.ts';

const iso = (column: ReturnType<typeof sql>) => sql`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The newest coded events, and between them how many reports came to nothing. */
export async function askFeed(db: Executor, limit: number, asOf: Position): Promise<FeedAnswer> {
  const events = await loadEvents(db, sql`e.status = 'coded'`, sql`e.position desc, e.seq`, limit);
  const positions = [...new Set(events.map(event => event.position))].sort((a, b) => a - b);
  const oldest = events.length < limit ? 0 : (positions[0] ?? 0);
  // Slot n holds the reports that were read after the n-th of these positions and before the next.
  const { rows } = await db.execute<{ slot: number; reports: number; from: string; to: string }>(
    sql`select width_bucket(r.outcome_position, ${sql.param(positions)}::bigint[]) as slot, count(*)::int as reports,
          ${iso(sql`min(r.received_at)`)} as "from", ${iso(sql`max(r.received_at)`)} as "to"
        from report_days r where r.outcome = 'not-coded' and r.outcome_position > ${oldest} and ${IN_FORCE} group by 1`,
  );
  const quiet = new Map(
    rows.map(({ slot, reports, from, to }) => [slot, { kind: 'quiet' as const, from, to, reports }]),
  );
  const after = (slot: number) => {
    const stretch = quiet.get(slot);
    return stretch === undefined ? [] : [stretch];
  };
  const entries: FeedAnswer['entries'] = [...after(positions.length)];
  events.forEach((event, i) => {
    entries.push({ kind: 'event', event });
    if (events[i + 1]?.position !== event.position) entries.push(...after(positions.indexOf(event.position)));
  });
  return { entries, asOf };
}
