import { type SQL, sql } from 'drizzle-orm';
import { COVERAGE_DAYS, type CountedReport } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import { NO_FACTS, type SubjectFacts } from '../domain/facts.ts';
import { hostileActs } from '../domain/fold-facts.ts';
import { type IndicatorName, PEAK, SHARES, TENSION } from '../domain/indicator.ts';
import { reachDays } from '../domain/mass.ts';
import { countriesOf, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import { COUNTED, IN_FORCE } from './in-force.ts';
import { loadConfidences, loadLedger, loadMembers, loadPairs, loadPartialSums, loadSums } from './ledger.ts';
import { loadExposure } from './load-exposure.ts';

export type FactsOfSubject = Omit<SubjectFacts, 'reports'> & {
  reports: readonly (CountedReport & { demo: boolean })[];
  demoDays: readonly Day[];
};
export type DayRange = { from: Day; to: Day };

/** Reports `r` that name all countries of a subject. */
const naming = (subject: Subject): SQL =>
  subject === 'world' ? sql`true` : sql`r.countries @> ${sql.param(countriesOf(subject))}::text[]`;
/** First day that a report `r` covers. */
const FIRST_DAY = sql`least(r.published_day, r.earliest_event_day)`;

/** Days before the one asked for that an indicator looks back; null for all that there are. */
const LOOKS_BACK: Record<IndicatorName, number | null> = {
  tension: reachDays(TENSION.halfLifeDays),
  conflict: 0,
  cooperation: 0,
  'conflict-share': reachDays(SHARES.halfLifeDays),
  escalation: null,
  'peak-severity': PEAK.days - 1,
  'deeds-share': reachDays(SHARES.halfLifeDays),
  stress: reachDays(TENSION.halfLifeDays),
  'threat-act': null,
  threat: null,
  act: null,
};

/** First day that counts for an indicator on a day; null for the first there is. */
export function lookBack(indicator: IndicatorName, day: Day): Day | null {
  const days = LOOKS_BACK[indicator];
  return days === null ? null : addDays(day, -days);
}

/** Everything that the readings of an indicator of one subject are made of, on the days of a range. */
export async function loadFacts(
  db: Executor,
  subject: Subject,
  indicator: IndicatorName,
  { from, to }: DayRange,
): Promise<FactsOfSubject> {
  const since = lookBack(indicator, from);
  const range = { from: since, to };
  const facts = {
    ...NO_FACTS,
    reports: await loadReports(db, subject, { from: since === null ? null : from, to }),
    demoDays: await loadDemoDays(db, subject, range),
    confidences: await loadConfidences(db, subject, { from: addDays(from, 1 - COVERAGE_DAYS), to }),
  };
  switch (indicator) {
    case 'tension':
    case 'conflict':
    case 'cooperation':
    case 'conflict-share':
    case 'escalation':
      return { ...facts, sums: await loadSums(db, subject, range) };
    case 'deeds-share': {
      const sums = await loadSums(db, subject, range);
      return { ...facts, sums, material: await loadPartialSums(db, subject, 'material', range) };
    }
    case 'peak-severity': {
      const rows = await loadLedger(db, [subject], range);
      return { ...facts, hostile: hostileActs(rows, await loadMembers(db, subject, range)) };
    }
    case 'stress': {
      const domestic = await loadPartialSums(db, subject, 'domestic', range);
      return { ...facts, domestic, pairs: await loadPairs(db, subject, range) };
    }
    case 'threat-act':
    case 'threat':
    case 'act':
      return { ...facts, exposure: await loadExposure(db, subject, range) };
  }
}

/** First and last day of publication of the reports that cover a subject, and the first day that they tell of. */
export async function loadExtent(
  db: Executor,
  subject: Subject,
): Promise<{ publishedDay: Day; earliestEventDay: Day }[]> {
  const { rows } = await db.execute<{ last: Day | null; first: Day | null }>(
    sql`select max(r.published_day)::text as last, min(${FIRST_DAY})::text as first from report_days r where ${COUNTED} and ${naming(subject)}`,
  );
  const [row] = rows;
  if (!row || row.last === null || row.first === null) return [];
  return [{ publishedDay: row.last, earliestEventDay: row.first }];
}

async function loadReports(
  db: Executor,
  subject: Subject,
  { from, to }: { from: Day | null; to: Day },
): Promise<(CountedReport & { demo: boolean })[]> {
  const after = from === null ? sql`true` : sql`r.published_day > ${addDays(from, -COVERAGE_DAYS)}`;
  const { rows } = await db.execute<CountedReport & { demo: boolean }>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.outlet, r.demo,
          round(extract(epoch from r.received_at - r.published_at) / 3600, 1)::float as "lateHours"
        from report_days r where ${COUNTED} and ${naming(subject)} and ${after} and ${FIRST_DAY} <= ${to}`,
  );
  return rows;
}

/** Days of a range on which the demo adds something to a subject. */
async function loadDemoDays(
  db: Executor,
  subject: Subject,
  { from, to }: { from: Day | null; to: Day },
): Promise<Day[]> {
  const { rows } = await db.execute<{ day: Day }>(
    sql`select distinct c.event_day::text as day from contributions c join report_days r on r.report_id = c.report_id
        where c.subject = ${subject} and c.source = any (array(select source_id from sources where demo)) and r.demo and ${IN_FORCE}
          and c.event_day <= ${to} and ${from === null ? sql`true` : sql`c.event_day >= ${from}`} order by 1`,
  );
  return rows.map(row => row.day);
}
