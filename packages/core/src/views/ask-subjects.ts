import { sql } from 'drizzle-orm';
import { addDays, type Day } from '../domain/day.ts';
import { NO_FACTS } from '../domain/facts.ts';
import { readerOf } from '../domain/reading.ts';
import type { Subject } from '../domain/subject.ts';
import { reachOf } from '../domain/tension.ts';
import type { Executor } from '../log/database.ts';
import type { EventView, SubjectSummary, SubjectsAnswer } from '../wire/api.ts';
import { type CoverSpan, createNamed, loadCoverSpans } from './cover.ts';
import { loadCounted } from './event-views.ts';
import { loadSumsOf } from './ledger.ts';
import { subjectName } from './names.ts';
import type { Ranked, SubjectsQuery } from './queries.ts';
import { rankingDay, rankSubjects } from './ranking.ts';

const SPARK_DAYS = 90;

/** Subjects by tension, those with too few reports last: of those that are wanted a page, with what is shown of each. */
export async function askSubjects(
  db: Executor,
  { choose = all => all, from = 0, limit }: SubjectsQuery,
  position: number,
  today: Day,
): Promise<SubjectsAnswer> {
  const day = await rankingDay(db, today);
  const wanted = choose(await rankSubjects(db, day));
  const shown = wanted.slice(from, limit === undefined ? undefined : from + limit);
  return { subjects: await describe(db, shown, day), total: wanted.length, asOf: position, day };
}

/** The names of all subjects, by name. */
export async function askNames(db: Executor): Promise<{ subject: Subject; name: string }[]> {
  const { rows } = await db.execute<{ subject: Subject }>(
    sql`select distinct subject from subject_days where subject <> 'world'`,
  );
  return rows
    .map(({ subject }) => ({ subject, name: subjectName(subject) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function describe(db: Executor, shown: readonly Ranked[], day: Day): Promise<SubjectSummary[]> {
  if (shown.length === 0) return [];
  const subjects = shown.map(({ subject }) => subject);
  const days = Array.from({ length: SPARK_DAYS }, (_, i) => addDays(day, i + 1 - SPARK_DAYS));
  const sums = await loadSumsOf(db, subjects, { from: reachOf(days[0] ?? day), to: day });
  const cover = coverOf(await loadCoverSpans(db, days[0] ?? day, day), subjects);
  const newest = await loadNewest(db, subjects);
  return shown.map((ranked): SubjectSummary => {
    const { subject } = ranked;
    // Only whether a day is covered is asked here, so that one report of each span is enough.
    const own = (cover.get(subject) ?? []).map(span => ({ ...span, outlet: '' }));
    const read = readerOf('tension', { ...NO_FACTS, sums: sums.get(subject) ?? [], reports: own });
    const spark = days.map(it => read(it).value);
    const lastEvent = newest.get(subject) ?? null;
    const demo = ranked.demo || own.some(span => span.demo) || lastEvent?.demo === true;
    return { ...ranked, demo, spark, lastEvent };
  });
}

/** The days that reports cover each of some subjects on: spans, each once. */
function coverOf(spans: readonly CoverSpan[], subjects: readonly Subject[]): Map<Subject, CoverSpan[]> {
  const own = new Map(subjects.map(subject => [subject, [] as CoverSpan[]]));
  const named = createNamed();
  for (const span of spans) {
    const covered = new Set([...new Set(span.named)].flatMap(named));
    for (const subject of subjects) if (covered.has(subject)) own.get(subject)?.push(span);
  }
  return own;
}

/** The newest coded event of each of some subjects: of the stories of its last day the one that was told last. */
async function loadNewest(db: Executor, subjects: readonly Subject[]): Promise<Map<Subject, EventView>> {
  const { rows } = await db.execute<{ subject: Subject; id: string }>(
    sql`select s.subject, e.id from unnest(${sql.param(subjects)}::text[]) as s(subject) cross join lateral (
          select m.coded_event_id as id from story_members m join (
            select c.story from contributions c where c.subject = s.subject and c.event_day = (
              select d.day from subject_days d where d.subject = s.subject order by d.day desc limit 1)
            group by c.story having sum(c.stories) > 0) t on t.story = m.story
          where m.until_position is null order by m.day desc, m.since_position desc, m.since_seq limit 1) e`,
  );
  if (rows.length === 0) return new Map();
  const ids = [...new Set(rows.map(row => row.id))];
  const byId = await loadCounted(db, ids);
  return new Map(
    rows.flatMap(row => {
      const event = byId.get(row.id);
      return event ? [[row.subject, event]] : [];
    }),
  );
}
