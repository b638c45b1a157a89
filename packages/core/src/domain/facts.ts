import type { CountedReport } from './coverage.ts';
import type { Day } from './day.ts';
import type { DaySum } from './mass.ts';
import type { HostileAct } from './severity.ts';
import type { Subject } from './subject.ts';
import type { ExposureDay } from './threat-act.ts';

/** How many stories of a day have a confidence (thousandths), each by the surest report of it. */
export type ConfidenceCount = { day: Day; confidence: number; events: number };

/**
 * All that the readings of one subject are made of. What an indicator does not ask for may be left empty (`NO_FACTS`):
 * every one needs `reports`, and `sums` but for the indices of threats and acts.
 */
export type SubjectFacts = {
  /** The subject's own day sums, ascending by day. */
  sums: readonly DaySum[];
  /** The part of them that deeds make (quad class 4). */
  material: readonly DaySum[];
  /** For a country: the part that acts without a foreign party make. */
  domestic: readonly DaySum[];
  /** For a country: the day sums of each of its pairs. */
  pairs: ReadonlyMap<Subject, readonly DaySum[]>;
  hostile: readonly HostileAct[];
  /** Reports read by day of publication, ascending. */
  exposure: readonly ExposureDay[];
  /** The reports that cover the subject. */
  reports: readonly CountedReport[];
  confidences: readonly ConfidenceCount[];
};

/** Nothing known, to spread what is known over. */
export const NO_FACTS: SubjectFacts = {
  sums: [],
  material: [],
  domestic: [],
  pairs: new Map(),
  hostile: [],
  exposure: [],
  reports: [],
  confidences: [],
};

/** The same facts with what is known of one day, and of those after it, put in place of their own. */
export function replaceFrom(facts: SubjectFacts, day: Day, part: SubjectFacts): SubjectFacts {
  const joined = <T extends { day: Day }>(all: readonly T[], own: readonly T[]) => [
    ...all.filter(it => it.day < day),
    ...own,
  ];
  const pairs = [...new Set([...facts.pairs.keys(), ...part.pairs.keys()])];
  return {
    sums: joined(facts.sums, part.sums),
    material: joined(facts.material, part.material),
    domestic: joined(facts.domestic, part.domestic),
    pairs: new Map(pairs.map(pair => [pair, joined(facts.pairs.get(pair) ?? [], part.pairs.get(pair) ?? [])])),
    hostile: joined(facts.hostile, part.hostile),
    exposure: joined(facts.exposure, part.exposure),
    reports: facts.reports,
    confidences: facts.confidences,
  };
}
