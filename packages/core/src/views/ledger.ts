import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { ConfidenceCount } from '../domain/facts.ts';
import type { LedgerRow, StoryMember } from '../domain/fold-facts.ts';
import { grouped } from '../domain/grouped.ts';
import type { DaySum } from '../domain/mass.ts';
import { dyad, type Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import { countryCodes } from './names.ts';

/** Days of a range; without `from`, all up to its end. */
export type Since = { from: Day | null; to: Day };

/** A day of a range. */
export const within = (column: SQL, { from, to }: Since): SQL =>
  from === null ? sql`${column} <= ${to}` : sql`${column} between ${from} and ${to}`;

type SumRow = { subject: Subject; day: Day; conflict: string; cooperation: string };

function toSum({ day, conflict, cooperation }: SumRow): DaySum {
  return { day, conflict: Number(conflict), cooperation: Number(cooperation) };
}

/** The running sums of a subject, ascending by day. */
export async function loadSums(db: Executor, subject: Subject, range: Since): Promise<DaySum[]> {
  const { rows } = await db.execute<SumRow>(
    sql`select subject, day::text, conflict, cooperation from subject_days where subject = ${subject} and ${within(sql`day`, range)} order by subject_days.day`,
  );
  return rows.map(toSum);
}

/** Every pair that a country can be in. */
export function pairsWith(country: Subject): Subject[] {
  return countryCodes.filter(code => code !== country).map(code => dyad(code, country));
}

/** The running sums of each pair of a country. */
export function loadPairs(db: Executor, country: Subject, range: Since): Promise<Map<Subject, DaySum[]>> {
  return loadSumsOf(db, pairsWith(country), range);
}

/** The running sums of each of some subjects that has any, ascending by day. */
export async function loadSumsOf(
  db: Executor,
  subjects: readonly Subject[],
  range: Since,
): Promise<Map<Subject, DaySum[]>> {
  const { rows } = await db.execute<SumRow>(
    sql`select subject, day::text, conflict, cooperation from subject_days
        where subject = any(${sql.param(subjects)}::text[]) and ${within(sql`day`, range)} order by subject, subject_days.day`,
  );
  return new Map([...grouped(rows, row => row.subject)].map(([subject, days]) => [subject, days.map(toSum)]));
}

const PARTS = { material: sql`c.quad = 4`, domestic: sql`c.scope = 'domestic'` } as const;

/** Sums of a part of a subject's rows, ascending by day. */
export async function loadPartialSums(
  db: Executor,
  subject: Subject,
  part: keyof typeof PARTS,
  range: Since,
): Promise<DaySum[]> {
  const { rows } = await db.execute<SumRow>(
    sql`select c.subject, c.event_day::text as day, sum(c.conflict) as conflict, sum(c.cooperation) as cooperation from contributions c
        where c.subject = ${subject} and ${PARTS[part]} and ${within(sql`c.event_day`, range)} group by c.subject, c.event_day order by c.event_day`,
  );
  return rows.map(toSum);
}

/** Stories of a subject that stand on a day of a range. */
const standing = (subject: Subject, range: Since): SQL =>
  sql`select c.story from contributions c where c.subject = ${subject} and c.stories <> 0 and ${within(sql`c.event_day`, range)}
      group by c.story, c.event_day having sum(c.stories) > 0`;

/** How many stories of each confidence stand on each day of a range: each by the surest report of it in the ledger. */
export async function loadConfidences(db: Executor, subject: Subject, range: Since): Promise<ConfidenceCount[]> {
  const { rows } = await db.execute<{ day: Day; confidences: number[] }>(
    sql`select s.day::text, json_agg(s.confidence) as confidences from (
          select c.event_day as day, max(c.confidence) as confidence from contributions c
          where c.subject = ${subject} and ${within(sql`c.event_day`, range)} group by c.story, c.event_day having sum(c.stories) > 0) s
        group by s.day`,
  );
  return rows.flatMap(({ day, confidences }) => confidences.map(confidence => ({ day, confidence, events: 1 })));
}

/** Rows of the ledger, with the instant of each. */
export async function loadLedger(
  db: Executor,
  subjects: readonly Subject[],
  range: Since,
): Promise<(LedgerRow & { eventAt: string })[]> {
  const { rows } = await db.execute<LedgerRow & { eventAt: string }>(
    sql`select c.subject, c.event_day::text as "eventDay", to_char(c.event_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "eventAt", c.conflict, c.cooperation,
          c.stories, c.story, c.confidence, c.quad, c.scope
        from contributions c where c.subject = any(${sql.param(subjects)}::text[]) and ${within(sql`c.event_day`, range)} order by c.position, c.seq`,
  );
  return rows;
}

/** The members of the stories of a subject that stand on a day of a range. */
export async function loadMembers(db: Executor, subject: Subject, range: Since): Promise<StoryMember[]> {
  const { rows } = await db.execute<StoryMember>(
    sql`select m.story, m.coded_event_id as "codedEventId", m.report_id as "reportId", e.type, e.data ->> 'mode' as mode, m.confidence, m.day::text, m.strength
        from story_members m join coded_events e on e.report_id = m.report_id and e.coded_event_id = m.coded_event_id and e.until_position is null
        where m.story in (${standing(subject, range)}) and m.until_position is null`,
  );
  return rows;
}
