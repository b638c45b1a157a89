import type { Day } from './day.ts';
import { THREAT_ACT } from './indicator.ts';
import type { EventType } from './ontology.ts';

/** What kind of danger reports tell of: threats, acts, or either. */
export type DangerClass = 'threat' | 'act' | 'threat-act';

/**
 * Reports published on a day: how many were read (they passed the language gate, copies left out), and how many of those
 * tell of a threat, an act, or either, that concerns the subject.
 */
export type ExposureDay = { day: Day; read: number; threat: number; act: number; either: number };

/** An index with the share behind it: `told` of `read` reports, against the mean share of the first days. */
export type ThreatAct = { value: number | null; told: number; read: number; baseline: number | null };

/** Whether an event is a threat (THREATEN, MOBILIZE), an act (ASSAULT, and COERCE by seizing), or neither. */
export function dangerOf(type: EventType, mode: string | null): 'threat' | 'act' | null {
  if (type === 'THREATEN' || type === 'MOBILIZE') return 'threat';
  return type === 'ASSAULT' || (type === 'COERCE' && mode === 'seize') ? 'act' : null;
}

/**
 * Reads the share of the day's reports that tell of the class, as an index: 100 is the mean share of the first 90 covered
 * days on which any report was read (of all of them while there are fewer, at least 7; null until then, on days without
 * reports, and while that mean is 0). After Caldara and Iacoviello (2022), "Measuring Geopolitical Risk", who count
 * articles of ten newspapers; here an article counts by the acts that were coded in it. `days` ascend.
 */
export function threatActReader(
  kind: DangerClass,
  days: readonly ExposureDay[],
  isCovered: (day: Day) => boolean,
): (day: Day) => ThreatAct {
  const byDay = new Map(days.map(it => [it.day, it]));
  const first: number[] = [];
  for (const it of days) {
    if (first.length === THREAT_ACT.baselineDays) break;
    if (it.read > 0 && isCovered(it.day)) first.push(toldOf(kind, it) / it.read);
  }
  const mean = first.reduce((sum, share) => sum + share, 0) / first.length;
  const baseline = first.length >= THREAT_ACT.leastDays && mean > 0 ? mean : null;
  return day => {
    const it = byDay.get(day);
    const told = it ? toldOf(kind, it) : 0;
    const read = it?.read ?? 0;
    const value = baseline === null || read === 0 ? null : (100 * told) / read / baseline;
    return { value, told, read, baseline };
  };
}

function toldOf(kind: DangerClass, it: ExposureDay): number {
  switch (kind) {
    case 'threat':
      return it.threat;
    case 'act':
      return it.act;
    case 'threat-act':
      return it.either;
  }
}
