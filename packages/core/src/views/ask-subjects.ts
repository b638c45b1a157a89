import { sql } from 'drizzle-orm';
import type { Severity } from '../domain/alert-event.ts';
import type { CountedReport } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import { NO_FACTS } from '../domain/facts.ts';
import type { DaySum } from '../domain/mass.ts';
import { readerOf } from '../domain/reading.ts';
import { standingDay } from '../domain/series.ts';
import { countriesOf, kindOf, type Subject } from '../domain/subject.ts';
import { reachOf } from '../domain/tension.ts';
import type { Executor } from '../log/database.ts';
import type { EventView, SubjectSummary, SubjectsAnswer } from '../wire/api.ts';
import { loadEvents } from './event-views.ts';
import { COUNTED } from './in-force.ts';
import { subjectName } from './names.ts';

const SPARK_DAYS = 90;

type Report = CountedReport & { countries: string[]; demo: boolean };

/** All subjects that anything was counted for, by tension, those with too few reports last. */
export async function askSubjects(db: Executor, position: number, today: Day): Promise<SubjectsAnswer> {
  const all = await loadReports(db);
  const day = standingDay(all, today);
  const sums = await loadSums(db, addDays(reachOf(day), -SPARK_DAYS));
  const newest = await loadNewest(db);
  const lines = await loadLines(db);
  const subjects = [...sums].map(([subject, days]): SubjectSummary => {
    const own = all.filter(report => countriesOf(subject).every(country => report.countries.includes(country)));
    const read = readerOf('tension', { ...NO_FACTS, sums: days, reports: own });
    const spark = Array.from({ length: SPARK_DAYS }, (_, i) => read(addDays(day, i + 1 - SPARK_DAYS)).value);
    const { coverage, reports, outlets } = read(day);
    const now = spark.at(-1) ?? null;
    const before = spark.at(-8) ?? null;
    return {
      subject,
      name: subjectName(subject),
      kind: kindOf(subject) === 'dyad' ? 'dyad' : 'country',
      day,
      tension: now,
      change: now === null || before === null ? null : now - before,
      coverage,
      reports,
      outlets,
      spark,
      lastEvent: newest.get(subject) ?? null,
      alert: lines.get(subject)?.alert ?? null,
      line: lines.get(subject)?.line ?? null,
      demo: own.some(report => report.demo),
    };
  });
  return { subjects: subjects.sort(byRank), asOf: position, day };
}

const COVERAGE_ORDER = { ok: 0, low: 1, none: 2 } as const;

function byRank(a: SubjectSummary, b: SubjectSummary): number {
  return (
    COVERAGE_ORDER[a.coverage] - COVERAGE_ORDER[b.coverage] ||
    (b.tension ?? -1) - (a.tension ?? -1) ||
    (a.subject < b.subject ? -1 : 1)
  );
}

async function loadReports(db: Executor): Promise<Report[]> {
  const { rows } = await db.execute<Report>(
    sql`select r.published_day::text as "publishedDay", r.earliest_event_day::text as "earliestEventDay", r.outlet, r.countries, r.demo
        from report_days r where ${COUNTED} order by r.published_day, r.report_id`,
  );
  return rows;
}

/** Day sums by subject. A subject whose days all lie before the reach of the charts still appears, without any. */
async function loadSums(db: Executor, since: Day): Promise<Map<Subject, DaySum[]>> {
  const { rows } = await db.execute<{
    subject: Subject;
    day: Day;
    conflict: string;
    cooperation: string;
    felt: boolean;
  }>(
    sql`select subject, day::text, conflict, cooperation, day >= ${since} as felt from subject_days where subject <> 'world' order by subject, day`,
  );
  const sums = new Map<Subject, DaySum[]>();
  for (const row of rows) {
    const days = sums.get(row.subject) ?? [];
    if (row.felt) days.push({ day: row.day, conflict: Number(row.conflict), cooperation: Number(row.cooperation) });
    sums.set(row.subject, days);
  }
  return sums;
}

async function loadNewest(db: Executor): Promise<Map<Subject, EventView>> {
  const { rows } = await db.execute<{ subject: Subject; id: string }>(
    sql`select distinct on (s.subject) s.subject, e.coded_event_id as id
        from coded_events e join report_days r on r.report_id = e.report_id cross join unnest(e.subjects) as s(subject)
        where e.status = 'coded' and e.until_position is null and r.withdrawn_position is null order by s.subject, e.event_day desc, e.position desc, e.seq`,
  );
  if (rows.length === 0) return new Map();
  const ids = [...new Set(rows.map(row => row.id))];
  const events = await loadEvents(
    db,
    sql`e.status = 'coded' and e.coded_event_id = any(${sql.param(ids)}::uuid[])`,
    sql`e.position, e.seq`,
    ids.length,
  );
  const byId = new Map(events.map(event => [event.id, event]));
  return new Map(
    rows.flatMap(row => {
      const event = byId.get(row.id);
      return event ? [[row.subject, event]] : [];
    }),
  );
}

type Line = Pick<SubjectSummary, 'alert' | 'line'>;

/** The standing alert and the lowest line of each subject's tension. */
async function loadLines(db: Executor): Promise<Map<Subject, Line>> {
  const { rows } = await db.execute<{
    subject: Subject;
    comparison: 'above' | 'below';
    warn: number;
    severity: Severity | null;
    since: string | null;
  }>(
    sql`select t.subject, t.data ->> 'comparison' as comparison, (t.data ->> 'warn')::float as warn, a.data ->> 'severity' as severity, a.raised_at::text as since
        from thresholds t left join alerts a on a.threshold_id = t.threshold_id and a.cleared_position is null
        where t.data ->> 'indicator' = 'tension' and t.data ->> 'comparison' in ('above', 'below') order by t.subject, warn, t.threshold_id`,
  );
  const lines = new Map<Subject, Line>();
  for (const { subject, comparison, warn, severity, since } of rows) {
    const known = lines.get(subject);
    const alert = severity !== null && since !== null ? { severity, since } : null;
    lines.set(subject, { line: known?.line ?? { comparison, warn }, alert: known?.alert ?? alert });
  }
  return lines;
}
