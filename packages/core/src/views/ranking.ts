import { sql } from 'drizzle-orm';
import type { Severity } from '../domain/alert-event.ts';
import { type Coverage, coverageOf, coveredSpan } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import { TENSION } from '../domain/indicator.ts';
import { decay, reachDays, rounded } from '../domain/mass.ts';
import { standingDay } from '../domain/series.ts';
import { kindOf, type Subject } from '../domain/subject.ts';
import { residual, tensionOf } from '../domain/tension.ts';
import type { Executor } from '../log/database.ts';
import { SEVERITY } from './ask-alerts.ts';
import { createNamed, loadCover, type NamingReport } from './cover.ts';
import { COUNTED } from './in-force.ts';
import { subjectName } from './names.ts';
import type { Ranked } from './queries.ts';

/** Days that a change is told over. */
const CHANGE_DAYS = 7;

/** The day that all subjects are ranked at: today, or that of the latest report when it is more than 14 days old. */
export async function rankingDay(db: Executor, today: Day): Promise<Day> {
  const { rows } = await db.execute<{ day: Day }>(
    sql`select r.published_day::text as day from report_days r where ${COUNTED} order by r.published_day desc limit 1`,
  );
  const latest = rows.map(({ day }) => ({ publishedDay: day }));
  return standingDay(latest, today);
}

/** All subjects that anything was counted for, by tension, those with too few reports last. */
export async function rankSubjects(db: Executor, day: Day): Promise<Ranked[]> {
  const before = addDays(day, -CHANGE_DAYS);
  const cover = await loadCover(db, before, day);
  const [behind, behindThen] = [coverOfAll(cover, day), coverOfAll(cover, before)];
  const lines = await loadLines(db);
  const sums = await loadDecayed(db, day, before);
  return sums
    .map(({ subject, now, earlier }): Ranked => {
      const it = behind.get(subject);
      const [reports, outlets] = [it?.reports ?? 0, it?.outlets.size ?? 0];
      const tension = it ? now : null;
      return {
        subject,
        name: subjectName(subject),
        kind: kindOf(subject) === 'dyad' ? 'dyad' : 'country',
        day,
        tension,
        change: tension === null || !behindThen.has(subject) ? null : rounded(tension - earlier),
        coverage: coverageOf(reports, outlets),
        reports,
        outlets,
        alert: lines.get(subject)?.alert ?? null,
        line: lines.get(subject)?.line ?? null,
        demo: it?.demo ?? false,
      };
    })
    .sort(byRank);
}

/** Tension of every subject on two days, without regard to coverage. */
async function loadDecayed(
  db: Executor,
  day: Day,
  before: Day,
): Promise<{ subject: Subject; now: number; earlier: number }[]> {
  const reach = reachDays(TENSION.halfLifeDays);
  const weights = sql.param(Array.from({ length: reach + 1 }, (_, age) => decay(age, TENSION.halfLifeDays)));
  // A place before the first weight, or beyond the last, is null, which a sum passes over.
  const decayed = (column: string, on: Day) =>
    sql`coalesce(sum(d.${sql.identifier(column)} * (${weights}::float[])[${on}::date - d.day + 1]), 0) / 1000`;
  const { rows } = await db.execute<{ subject: Subject; c: number; k: number; c_then: number; k_then: number }>(
    sql`select d.subject, ${decayed('conflict', day)} as c, ${decayed('cooperation', day)} as k,
          ${decayed('conflict', before)} as c_then, ${decayed('cooperation', before)} as k_then
        from subject_days d where d.subject <> 'world' group by d.subject`,
  );
  const tension = (conflict: number, cooperation: number) => rounded(tensionOf(residual({ conflict, cooperation })));
  return rows.map(row => ({
    subject: row.subject,
    now: tension(row.c, row.k),
    earlier: tension(row.c_then, row.k_then),
  }));
}

type Behind = { reports: number; outlets: Set<string>; demo: boolean };

/** What stands behind each subject that any of some reports covers on a day. */
function coverOfAll(reports: readonly NamingReport[], day: Day): Map<Subject, Behind> {
  const named = createNamed();
  const behind = new Map<Subject, Behind>();
  for (const report of reports) {
    const { first, last } = coveredSpan(report);
    if (day < first || day > last) continue;
    for (const subject of named(report.countries)) {
      const known = behind.get(subject) ?? { reports: 0, outlets: new Set(), demo: false };
      known.reports += 1;
      known.outlets.add(report.outlet);
      known.demo ||= report.demo;
      behind.set(subject, known);
    }
  }
  return behind;
}

const COVERAGE_ORDER: Record<Coverage, number> = { ok: 0, low: 1, none: 2 };

function byRank(a: Ranked, b: Ranked): number {
  return (
    COVERAGE_ORDER[a.coverage] - COVERAGE_ORDER[b.coverage] ||
    (b.tension ?? -1) - (a.tension ?? -1) ||
    (a.subject < b.subject ? -1 : 1)
  );
}

type Line = Pick<Ranked, 'alert' | 'line'>;

/** The standing alert and the lowest line of each subject's tension. */
async function loadLines(db: Executor): Promise<Map<Subject, Line>> {
  const { rows } = await db.execute<{
    subject: Subject;
    comparison: 'above' | 'below';
    warn: number;
    severity: Severity | null;
    since: string | null;
  }>(
    sql`select t.subject, t.data ->> 'comparison' as comparison, (t.data ->> 'warn')::float as warn, ${SEVERITY} as severity, a.raised_at::text as since
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
