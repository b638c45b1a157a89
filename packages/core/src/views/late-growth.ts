import { sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import { type Arrival, firstKnown, type Growth, growthOf, settledDays, sideOf } from '../domain/late-band.ts';
import type { Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';

/** Hours after publication beyond which a report was brought in from an archive and says nothing of lateness. */
const ARCHIVE_HOURS = 48;
/** Days of the world's growth that are kept in mind. */
const KEPT = 8;

/** Answers how much the last days of a subject usually still grow, or those of the world where it tells too little. */
export type GrowthOf = (db: Executor, subject: Subject, indicator: IndicatorName, today: Day) => Promise<Growth>;

/**
 * That of the world is the same all day long, whatever comes in: it is told by what was known at the end of the day
 * before. So it is worked out once a day.
 */
export function createGrowth(): GrowthOf {
  const worlds = new Map<Day, Promise<Arrival[]>>();
  return async (db, subject, indicator, today) => {
    const side = sideOf(indicator);
    const own = subject === 'world' ? [] : growthOf(await loadArrivals(db, subject, today), side, today);
    if (own.length > 0 && own.every(it => it !== null)) return own;
    const known = worlds.get(today);
    const world = known ?? loadArrivals(db, 'world', today);
    if (!known) {
      worlds.set(today, world);
      world.catch(() => worlds.delete(today));
      if (worlds.size > KEPT) worlds.delete([...worlds.keys()][0] ?? today);
    }
    const all = growthOf(await world, side, today);
    return own.length === 0 ? all : firstKnown(own, all);
  };
}

/** What became known of each settled day of a subject, by the days that had passed; reports from archives left out. */
async function loadArrivals(db: Executor, subject: Subject, today: Day): Promise<Arrival[]> {
  const { from, to } = settledDays(today);
  const { rows } = await db.execute<
    Omit<Arrival, 'conflict' | 'cooperation'> & { conflict: string; cooperation: string }
  >(
    sql`select c.event_day::text as day, v.recorded_at::date - c.event_day as lag, sum(c.conflict) as conflict, sum(c.cooperation) as cooperation
        from contributions c join events v on v.position = c.position join report_days r on r.report_id = c.report_id
        where c.subject = ${subject} and c.event_day between ${from} and ${to}
          and (r.published_at is null or r.received_at - r.published_at <= make_interval(hours => ${ARCHIVE_HOURS}))
        group by 1, 2`,
  );
  return rows.map(row => ({ ...row, conflict: Number(row.conflict), cooperation: Number(row.cooperation) }));
}
