import { sql } from 'drizzle-orm';
import type { AlertEvent, AlertInputs, EvidencePart } from '../domain/alert-event.ts';
import type { RuleReading } from '../domain/alert-state.ts';
import { coveredSpan } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import { daysLookedBack, severityOf } from '../domain/measure.ts';
import { ruleReader } from '../domain/rule-reading.ts';
import { countriesOf, type Subject } from '../domain/subject.ts';
import type { Threshold } from '../domain/threshold.ts';
import type { Executor } from '../log/database.ts';
import type { EvidenceWords } from '../log/watch-store.ts';
import { askContributions } from './ask-contributions.ts';
import { type FactsOfSubject, loadFacts, lookBack } from './facts.ts';
import { COUNTED } from './in-force.ts';

/** Contributions that an alert keeps as its evidence. */
const EVIDENCE = 3;
/** Days that a late act is followed forward, to see which of them it would have carried over the line. */
const LATE_DAYS = 30;
/** Days that one note of late information names at the most. */
const NOTED_DAYS = 60;

/** Loads what rules need to know of subjects in one snapshot, each once. */
export type FactsOf = (rule: Threshold, subject: Subject, from: Day, to: Day) => Promise<FactsOfSubject>;

export function createFactsOf(tx: Executor): FactsOf {
  const loading = new Map<string, Promise<FactsOfSubject>>();
  return (rule, subject, from, to) => {
    const first = addDays(from, -daysLookedBack(rule));
    const key = [subject, rule.indicator, first, to].join(' ');
    const known = loading.get(key) ?? loadFacts(tx, subject, rule.indicator, { from: first, to });
    loading.set(key, known);
    return known;
  };
}

/** Reads a rule from facts. A reading is the demo's where a demo report covers the day or an act of one is felt. */
export function readFacts(rule: Threshold, facts: FactsOfSubject): (day: Day) => RuleReading {
  const spans = facts.reports.filter(report => report.demo).map(coveredSpan);
  return ruleReader(rule, facts, day => {
    const first = lookBack(rule.indicator, day);
    return (
      facts.demoDays.some(it => (first === null || first <= it) && it <= day) ||
      spans.some(span => span.first <= day && day <= span.last)
    );
  });
}

/** What stands behind a reading: the masses, its biggest contributions by span, and their sentences as they read today. */
export async function askEvidence(
  tx: Executor,
  rule: Threshold,
  subject: Subject,
  day: Day,
  position: Position,
): Promise<{ inputs: AlertInputs; evidence: EvidencePart[]; words: Omit<EvidenceWords, 'eventId' | 'alertId'>[] }> {
  const behind = await askContributions(tx, { subject, indicator: rule.indicator, at: day }, position);
  const { conflictMass, cooperationMass, reports, outlets, coverage } = behind;
  const found = behind.rows.slice(0, EVIDENCE).flatMap(({ events, share }) =>
    events.slice(0, 1).flatMap(({ reportId, id, evidence, sentence }) => {
      const trigger = evidence.find(part => part.role === 'trigger');
      if (trigger === undefined) return [];
      const part = { reportId, codedEventId: id, start: trigger.start, end: trigger.end, share: share ?? 0 };
      return [{ part, sentence }];
    }),
  );
  return {
    inputs: { conflictMass, cooperationMass, reports, outlets, coverage },
    evidence: found.map(({ part }) => part),
    words: found.flatMap(({ part, sentence }, seq) =>
      sentence === null
        ? []
        : [
            {
              seq,
              reportId: part.reportId,
              sentence: sentence.text,
              trigger: { start: part.start - sentence.start, end: part.end - sentence.start },
            },
          ],
    ),
  };
}

type Silent = Extract<AlertEvent, { type: 'AlertRaised' }>['data']['silent'];

/** The sources that told of a subject in the half year before, with the day of the last report of each, latest first. */
export async function askSilentSources(tx: Executor, subject: Subject, day: Day): Promise<Silent> {
  const { rows } = await tx.execute<{ sourceId: string; lastDay: Day }>(
    sql`select r.source_id as "sourceId", max(r.published_day)::text as "lastDay" from report_days r
        where ${COUNTED} and r.countries @> ${sql.param(countriesOf(subject))}::text[] and r.published_day between ${addDays(day, -180)} and ${day}
        group by 1 order by 2 desc, 1 limit 5`,
  );
  return rows;
}

type LateDays = Extract<AlertEvent, { type: 'LateInformationNoted' }>['data']['days'];

/**
 * Those of some days that are over on which a rule would have been crossed with what is known now, and would not with what
 * was known before.
 */
export function lateDays(rule: Threshold, now: FactsOfSubject, before: FactsOfSubject, days: readonly Day[]): LateDays {
  const crossed = (facts: FactsOfSubject) => {
    const read = readFacts(rule, facts);
    return (day: Day) => {
      const { value, measure, reports, outlets, conflict } = read(day);
      const thin = reports < rule.minReports || outlets < rule.minOutlets || conflict < rule.minConflict;
      const severity = measure === null || thin ? null : severityOf(rule, measure);
      return severity === null || value === null ? null : { value, severity };
    };
  };
  const [crossedNow, crossedBefore] = [crossed(now), crossed(before)];
  return days
    .flatMap(day => {
      const after = crossedNow(day);
      if (after === null || crossedBefore(day) !== null) return [];
      const line = after.severity === 'critical' ? (rule.critical ?? rule.warn) : rule.warn;
      return [{ day, value: after.value, line, severity: after.severity }];
    })
    .slice(0, NOTED_DAYS);
}

/** The days that are over and on which acts of some days can be felt, ascending. */
export function daysFelt(moved: readonly Day[], today: Day): Day[] {
  const days = new Set<Day>();
  for (const day of moved) {
    for (let n = 0; n <= LATE_DAYS; n += 1) if (addDays(day, n) < today) days.add(addDays(day, n));
  }
  return [...days].sort();
}

/** Days of the watched subjects on which a row of the ledger came in between two positions. */
export async function movedDays(tx: Executor, after: Position, upTo: Position): Promise<Map<Subject, Day[]>> {
  const { rows } = await tx.execute<{ subject: Subject; days: Day[] }>(
    sql`select subject, array_agg(distinct event_day::text order by event_day::text) as days from contributions
        where position > ${after} and position <= ${upTo} group by subject`,
  );
  return new Map(rows.map(row => [row.subject, row.days]));
}

/** Pairs of a country that anything was counted for. */
export async function knownPairs(tx: Executor, country: string): Promise<Subject[]> {
  const { rows } = await tx.execute<{ subject: Subject }>(
    sql`select distinct subject from subject_days where subject like ${`${country}-%`} or subject like ${`%-${country}`} order by 1`,
  );
  return rows.map(row => row.subject);
}
