import { sql } from 'drizzle-orm';
import { addDays, type Day } from '../domain/day.ts';
import type { Recorded } from '../domain/log-event.ts';
import type { DaySum } from '../domain/mass.ts';
import type { Subject } from '../domain/subject.ts';
import { tensionReader } from '../domain/tension.ts';
import type { Threshold } from '../domain/threshold.ts';
import type { Database, Executor } from '../log/database.ts';
import type { Recoded } from '../log/recode.ts';
import { project } from './project.ts';
import { onViews } from './snapshot.ts';
import { dropSchema, tableNames } from './versions.ts';

/** Days after the last event on which a line is still compared. */
const AFTER_DAYS = 14;

/** A subject whose line would be another one: the day of the greatest difference, and on how many days there is any. */
export type LineChange = { subject: Subject; day: Day; before: number; after: number; days: number };
/** An alert line that would be crossed on other days. */
export type CrossingChange = { subject: Subject; comparison: string; warn: number; before: number; after: number };
export type Comparison = { lines: LineChange[]; crossings: CrossingChange[] };

/**
 * What the tension of every subject would be if reports were read otherwise, against what it is. The views are copied beside
 * the live ones, the readings folded in there, and the copy dropped; nothing is changed.
 */
export async function compareCodings(db: Database, batches: AsyncIterable<readonly Recoded[]>): Promise<Comparison> {
  const schema = await copyViews(db);
  try {
    let position = Number.MAX_SAFE_INTEGER - 2 ** 40;
    for await (const batch of batches) {
      const events = batch.map(({ reportId, after }): Recorded => {
        position += 1;
        const at = '1970-01-01T00:00:00.000000Z';
        return {
          ...after,
          position,
          eventId: reportId,
          streamId: '',
          streamVersion: 0,
          occurredAt: at,
          recordedAt: at,
          meta: {},
        };
      });
      await inSchema(db, schema, tx => project(tx, events));
    }
    const before = await onViews(db, undefined, async tx => ({ sums: await loadAll(tx), lines: await loadLines(tx) }));
    const after = await inSchema(db, schema, loadAll);
    const lines = [...new Set([...before.sums.keys(), ...after.keys()])].flatMap(subject =>
      changeOf(subject, before.sums.get(subject) ?? [], after.get(subject) ?? []),
    );
    return {
      lines: lines.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)),
      crossings: before.lines.flatMap(line =>
        crossingsOf(line, before.sums.get(line.subject) ?? [], after.get(line.subject) ?? []),
      ),
    };
  } finally {
    await dropSchema(db, schema);
  }
}

async function copyViews(db: Database): Promise<string> {
  const schema = await onViews(db, undefined, async tx => {
    const { rows } = await tx.execute<{ schema: string }>(sql`select current_schema() as schema`);
    return rows[0]?.schema ?? 'public';
  });
  return db.transaction(
    async tx => {
      const { rows } = await tx.execute<{ name: string }>(sql`select 'recoding_' || pg_backend_pid() as name`);
      const name = rows[0]?.name ?? '';
      await dropSchema(tx, name);
      await tx.execute(sql`select create_views(${name})`);
      for (const table of tableNames)
        await tx.execute(
          sql`insert into ${sql.identifier(name)}.${sql.identifier(table)} select * from ${sql.identifier(schema)}.${sql.identifier(table)}`,
        );
      return name;
    },
    { isolationLevel: 'repeatable read' },
  );
}

async function inSchema<T>(
  db: Database,
  schema: string,
  work: (tx: Parameters<typeof project>[0]) => Promise<T>,
): Promise<T> {
  return db.transaction(async tx => {
    await tx.execute(sql`select set_config('search_path', ${`${schema}, public`}, true)`);
    return work(tx);
  });
}

type Sums = Map<Subject, DaySum[]>;

async function loadAll(db: Executor): Promise<Sums> {
  const { rows } = await db.execute<{ subject: Subject; day: Day; conflict: string; cooperation: string }>(
    sql`select subject, day::text, conflict, cooperation from subject_days where subject <> 'world' order by subject, day`,
  );
  const sums: Sums = new Map();
  for (const { subject, day, conflict, cooperation } of rows) {
    const days = sums.get(subject) ?? [];
    days.push({ day, conflict: Number(conflict), cooperation: Number(cooperation) });
    sums.set(subject, days);
  }
  return sums;
}

async function loadLines(db: Executor): Promise<Threshold[]> {
  const { rows } = await db.execute<{ data: Threshold }>(
    sql`select data from thresholds where data ->> 'indicator' = 'tension' and data ->> 'comparison' in ('above', 'below') order by thresholds.subject`,
  );
  return rows.map(row => row.data);
}

/** Days that either line can be felt on. */
function daysOf(before: readonly DaySum[], after: readonly DaySum[]): Day[] {
  const all = [...before, ...after].map(sum => sum.day).sort();
  const [first, last] = [all[0], all.at(-1)];
  const days: Day[] = [];
  if (first !== undefined && last !== undefined)
    for (let day = first; day <= addDays(last, AFTER_DAYS); day = addDays(day, 1)) days.push(day);
  return days;
}

function changeOf(subject: Subject, before: readonly DaySum[], after: readonly DaySum[]): LineChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [tensionReader(before), tensionReader(after)];
  let most: LineChange | null = null;
  let days = 0;
  for (const day of daysOf(before, after)) {
    const [x, y] = [was(day), is(day)];
    if (Math.abs(x - y) < 0.05) continue;
    days += 1;
    if (most === null || Math.abs(y - x) > Math.abs(most.after - most.before))
      most = { subject, day, before: x, after: y, days: 0 };
  }
  return most === null ? [] : [{ ...most, days }];
}

function crossingsOf(line: Threshold, before: readonly DaySum[], after: readonly DaySum[]): CrossingChange[] {
  const { subject, comparison, warn } = line;
  const days = daysOf(before, after);
  const crossed = (sums: readonly DaySum[]): Day[] => {
    const tension = tensionReader(sums);
    return days.filter(day => (comparison === 'below' ? tension(day) <= warn : tension(day) >= warn));
  };
  const [x, y] = [crossed(before), crossed(after)];
  if (x.join() === y.join()) return [];
  return [{ subject, comparison, warn, before: x.length, after: y.length }];
}
