import { type SQL, sql } from 'drizzle-orm';
import { COVERAGE_DAYS, type CountedReport, coverageReader } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import { NO_FACTS, type SubjectFacts } from '../domain/facts.ts';
import { hostileActs } from '../domain/fold-facts.ts';
import { type IndicatorName, PEAK, SHARES, TENSION, THREAT_ACT } from '../domain/indicator.ts';
import { reachDays } from '../domain/mass.ts';
import { countriesOf, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import { COUNTED, FIRST_DAY, IN_FORCE } from './in-force.ts';
import {
  loadConfidences,
  loadLedger,
  loadMembers,
  loadPairs,
  loadPartialSums,
  loadSums,
  type Since,
  within,
} from './ledger.ts';
import { loadExposure } from './load-exposure.ts';

export type FactsOfSubject = Omit<SubjectFacts, 'reports'> & {
  reports: readonly (CountedReport & { demo: boolean })[];
  demoDays: readonly Day[];
};
export type DayRange = { from: Day; to: Day };

/** Reports `r` that name all countries of a subject. */
const naming = (subject: Subject): SQL =>
  subject === 'world' ? sql`true` : sql`r.countries @> ${sql.param(countriesOf(subject))}::text[]`;

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
  const isDanger = indicator === 'threat-act' || indicator === 'threat' || indicator === 'act';
  const range = { from: since, to };
  const facts = {
    ...NO_FACTS,
    reports: await loadReports(db, subject, { from: since === null && !isDanger ? null : from, to }),
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
      return { ...facts, ...(await loadDangers(db, subject, facts.reports, { from, to })) };
  }
}

/**
 * What the indices of threats and acts are made of on the days of a range, and on the first days that are their baseline:
 * with the reports of those days, to tell which of them are covered.
 */
async function loadDangers(
  db: Executor,
  subject: Subject,
  reports: FactsOfSubject['reports'],
  { from, to }: DayRange,
): Promise<Pick<FactsOfSubject, 'exposure' | 'reports'>> {
  const { rows } = await db.execute<{ day: Day | null }>(
    sql`select min(r.published_day)::text as day from report_days r where ${COUNTED} and ${naming(subject)}`,
  );
  const begins = rows[0]?.day ?? from;
  for (let days = 2 * THREAT_ACT.baselineDays; ; days *= 4) {
    const end = addDays(begins, days);
    if (end >= from) {
      const all = await loadReports(db, subject, { from: null, to });
      return { reports: all, exposure: await loadExposure(db, subject, { from: null, to }) };
    }
    const first = await loadReports(db, subject, { from: null, to: end });
    const covers = coverageReader(first);
    const early = await loadExposure(db, subject, { from: null, to: end });
    if (early.filter(it => it.read > 0 && covers(it.day).coverage !== 'none').length < THREAT_ACT.baselineDays)
      continue;
    const later = await loadExposure(db, subject, { from: addDays(end, 1), to });
    const before = addDays(from, -COVERAGE_DAYS);
    return {
      // A report of either may be among both: those that reach the range are taken from its own.
      reports: [...first.filter(it => it.publishedDay <= before), ...reports],
      exposure: [...early, ...later],
    };
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
  // A row a day and not a report: a busy country has tens of thousands, and taking rows apart is what would take long.
  const { rows } = await db.execute<Cover>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.demo, json_agg(r.outlet) as outlets,
          json_agg(r.text_key) as texts, json_agg(round(extract(epoch from r.received_at - r.published_at) / 3600, 1)) as "lateHours"
        from report_days r where ${COUNTED} and ${naming(subject)} and ${after} and ${FIRST_DAY} <= ${to} group by 1, 2, 3`,
  );
  return rows.flatMap(({ outlets, texts, lateHours, ...report }) =>
    outlets.map((outlet, i) => ({ ...report, outlet, text: texts[i] ?? null, lateHours: lateHours[i] ?? null })),
  );
}

/** Reports that were published on one day and tell of the same days, with what differs between them. */
type Cover = Pick<CountedReport, 'publishedDay' | 'earliestEventDay'> & {
  demo: boolean;
  outlets: string[];
  texts: (number | null)[];
  lateHours: (number | null)[];
};

/** Days of a range on which the demo adds something to a subject. */
async function loadDemoDays(db: Executor, subject: Subject, range: Since): Promise<Day[]> {
  const { rows } = await db.execute<{ day: Day }>(
    // Only what came of sources of the demo, of which most systems have none, and one report after the other: joined as
    // tables, all reports there are would be read for the few of a subject.
    sql`select distinct c.event_day::text as day from contributions c
          cross join lateral (select 1 from report_days r where r.report_id = c.report_id and r.demo and ${IN_FORCE} limit 1) its_report
        where c.subject = ${subject} and c.source = any (array(select source_id from sources where demo))
          and ${within(sql`c.event_day`, range)} order by 1`,
  );
  return rows.map(row => row.day);
}
