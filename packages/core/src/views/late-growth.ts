import { sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import {
  type Arrival,
  firstKnown,
  type Growth,
  growthOf,
  LEAST_DAYS,
  settledDays,
  sideOf,
} from '../domain/late-band.ts';
import type { Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';

/** Hours after publication beyond which a report was brought in from an archive and says nothing of lateness. */
const ARCHIVE_HOURS = 48;
/** Growths that are kept in mind. */
const KEPT = 5_000;

/** Answers how much the last days of a subject usually still grow, or those of the world where it tells too little. */
export type GrowthOf = (db: Executor, subject: Subject, indicator: IndicatorName, today: Day) => Promise<Growth>;

/**
 * A growth is the same all day long, whatever comes in: it is told by what was known at the end of the day before. So each
 * is worked out once.
 */
export function createGrowth(): GrowthOf {
  const known = new Map<string, Promise<Growth>>();
  const growth: GrowthOf = (db, subject, indicator, today) => {
    const side = sideOf(indicator);
    const key = `${today} ${side} ${subject}`;
    const before = known.get(key);
    if (before) return before;
    const made = loadArrivals(db, subject, today).then(arrivals => growthOf(arrivals, side, today));
    known.set(key, made);
    made.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return made;
  };
  return async (db, subject, indicator, today) => {
    const own = await growth(db, subject, indicator, today);
    if (subject === 'world' || own.every(it => it !== null)) return own;
    return firstKnown(own, await growth(db, 'world', indicator, today));
  };
}

/** What became known of each settled day of a subject, by the days that had passed; reports from archives left out. */
async function loadArrivals(db: Executor, subject: Subject, today: Day): Promise<Arrival[]> {
  const { from, to } = settledDays(today);
  const { rows } = await db.execute<
    Omit<Arrival, 'conflict' | 'cooperation'> & { conflict: string; cooperation: string }
  >(
    // Looked up row by row: what is put beside a few hundred of them are tables of millions.
    sql`select day::text, lag, sum(conflict) as conflict, sum(cooperation) as cooperation from (
          select c.event_day as day, c.conflict, c.cooperation,
            (select v.recorded_at::date - c.event_day from events v where v.position = c.position) as lag,
            (select coalesce(r.received_at - r.published_at > make_interval(hours => ${ARCHIVE_HOURS}), false) from report_days r where r.report_id = c.report_id) as archived
          from contributions c where c.subject = ${subject} and c.event_day between ${from} and ${to}
            and (select count(*) from subject_days d where d.subject = ${subject} and d.day between ${from} and ${to}) >= ${LEAST_DAYS}) a
        where not archived group by 1, 2`,
  );
  return rows.map(row => ({ ...row, conflict: Number(row.conflict), cooperation: Number(row.cooperation) }));
}
