import type { Day } from '../domain/day.ts';
import { replaceFrom, type SubjectFacts } from '../domain/facts.ts';
import { foldFacts } from '../domain/fold-facts.ts';
import { grouped } from '../domain/grouped.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import type { Reading } from '../domain/reading.ts';
import { hourlySeries } from '../domain/series.ts';
import { kindOf, type Subject } from '../domain/subject.ts';
import type { ExposureDay } from '../domain/threat-act.ts';
import type { Executor } from '../log/database.ts';
import type { DayRange } from './facts.ts';
import { loadLedger, loadMembers, pairsWith } from './ledger.ts';
import { loadExposureHours } from './load-exposure.ts';

/** The reading of each hour of a range, from what had happened before the end of the hour. */
export async function loadHourly(
  db: Executor,
  subject: Subject,
  indicator: IndicatorName,
  facts: SubjectFacts,
  range: DayRange,
): Promise<Reading[]> {
  const subjects = indicator === 'stress' ? [subject, ...pairsWith(subject)] : [subject];
  const rows = grouped(await loadLedger(db, subjects, range), row => row.eventDay);
  const members = indicator === 'peak-severity' ? await loadMembers(db, subject, range) : [];
  const published = kindOf(subject) === 'dyad' ? [] : await loadExposureHours(db, subject, range);
  const exposures = grouped(published, it => it.day);
  const before = (day: Day, hour: number): SubjectFacts => {
    const soFar = (rows.get(day) ?? []).filter(row => Number(row.eventAt.slice(11, 13)) <= hour);
    const read = (exposures.get(day) ?? []).filter(it => it.hour <= hour);
    return { ...foldFacts(subject, soFar, members, []), exposure: addUp(day, read) };
  };
  return hourlySeries(
    indicator,
    facts,
    (day, hour) => replaceFrom(facts, day, before(day, hour)),
    range.from,
    range.to,
  );
}

function addUp(day: Day, parts: readonly ExposureDay[]): ExposureDay[] {
  if (parts.length === 0) return [];
  const sum = (key: 'read' | 'threat' | 'act' | 'either') => parts.reduce((total, it) => total + it[key], 0);
  return [{ day, read: sum('read'), threat: sum('threat'), act: sum('act'), either: sum('either') }];
}
