import { sql } from 'drizzle-orm';
import { coverageOn, coveredSpan } from '../domain/coverage.ts';
import { addDays, type Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import { FORMULAS } from '../domain/indicator.ts';
import { dailySeries, defaultRange, type Point, valueOn, weeklySeries } from '../domain/series.ts';
import { type DaySum, reachOf } from '../domain/tension.ts';
import type { Executor } from '../log/database.ts';
import type { SeriesAnswer, SeriesPoint } from '../wire/api.ts';
import { type FactsOfSubject, loadFacts } from './facts.ts';
import type { SeriesQuery } from './queries.ts';

/** The series of an indicator: the range asked for, or the one that fits the data; never beyond `lastDay`. */
export async function askSeries(db: Executor, query: SeriesQuery, asOf: Position, lastDay: Day): Promise<SeriesAnswer> {
  const { subject, indicator, step = 'day' } = query;
  const facts = await loadFacts(db, subject);
  const fitting = defaultRange(facts.reports, lastDay);
  const to = least(query.to ?? fitting.to, lastDay);
  const from = query.from ?? least(fitting.from, to);
  const points =
    step === 'week'
      ? weeklySeries(indicator, facts, from, to)
      : step === 'hour'
        ? await hourlySeries(db, query, facts, from, to)
        : dailySeries(indicator, facts, from, to);
  const { id, unit } = FORMULAS[indicator];
  return {
    subject,
    indicator,
    formula: id,
    unit,
    step,
    asOf,
    points: points.map(withDemo(facts, indicator === 'tension')),
  };
}

function least(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** A point is the demo's when one of its reports covers the day or one of its rows can still be felt there. */
function withDemo(facts: FactsOfSubject, decays: boolean): (point: Point) => SeriesPoint {
  const spans = facts.reports.filter(report => report.demo).map(coveredSpan);
  return point => {
    const day = point.at.slice(0, 10);
    const first = decays ? reachOf(day) : day;
    const demo =
      spans.some(span => span.first <= day && day <= span.last) || facts.demoDays.some(d => first <= d && d <= day);
    return { ...point, demo };
  };
}

/** The reading of each hour's day, from what had happened before the end of the hour. */
async function hourlySeries(
  db: Executor,
  query: SeriesQuery,
  facts: FactsOfSubject,
  from: Day,
  to: Day,
): Promise<Point[]> {
  const { rows } = await db.execute<{ day: Day; hour: number; conflict: string; cooperation: string }>(
    sql`select event_day::text as day, extract(hour from event_at)::int as hour, sum(conflict) as conflict, sum(cooperation) as cooperation
        from contributions where subject = ${query.subject} and event_day between ${from} and ${to}
        group by 1, 2 order by 1, 2`,
  );
  const points: Point[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const before = facts.sums.filter(sum => sum.day < day);
    const ofDay = rows.filter(row => row.day === day);
    const behind = coverageOn(facts.reports, day);
    for (let hour = 0; hour < 24; hour += 1) {
      const soFar = ofDay.filter(row => row.hour <= hour);
      const total: DaySum = {
        day,
        conflict: soFar.reduce((sum, row) => sum + Number(row.conflict), 0),
        cooperation: soFar.reduce((sum, row) => sum + Number(row.cooperation), 0),
      };
      const value =
        behind.coverage === 'none'
          ? null
          : valueOn(query.indicator, { sums: [...before, total], reports: facts.reports }, day);
      points.push({ at: `${day}T${String(hour).padStart(2, '0')}:00:00Z`, value, ...behind });
    }
  }
  return points;
}
