import type { Contribution } from './contribution.ts';
import type { CountedReport } from './coverage.ts';
import type { Day } from './day.ts';
import { type ConfidenceCount, NO_FACTS, type SubjectFacts } from './facts.ts';
import { grouped } from './grouped.ts';
import type { EventId } from './ids.ts';
import type { DaySum } from './mass.ts';
import type { HostileAct } from './severity.ts';
import { countriesOf, kindOf, type Subject } from './subject.ts';
import type { ExposureDay } from './threat-act.ts';

/** What a fold needs of a row of the ledger. */
export type LedgerRow = Pick<
  Contribution,
  'subject' | 'eventDay' | 'conflict' | 'cooperation' | 'stories' | 'story' | 'confidence' | 'quad' | 'scope'
>;

/** A coded event in force, as a member of its story; `strength` is its own amount in milli-points, without attention. */
export type StoryMember = Pick<Contribution, 'story' | 'codedEventId' | 'reportId' | 'type' | 'mode' | 'confidence'> & {
  day: Day;
  strength: number;
};

/**
 * A report that passed the language gate. `counted` says that it counts towards coverage (coded, or read without an act
 * that counts); `dangers` are its threats and acts with the countries that act, are acted on or are the place.
 */
export type ReadReport = CountedReport & {
  countries: readonly string[];
  counted: boolean;
  dangers: readonly { kind: 'threat' | 'act'; places: readonly string[] }[];
};

/**
 * The facts of a subject from nothing but rows of the ledger (of the subject; for a country, of its pairs as well), the
 * members of the stories in them, and reports. The order of none matters. What the views keep as running sums is the same.
 */
export function foldFacts(
  subject: Subject,
  ledger: readonly LedgerRow[],
  members: readonly StoryMember[],
  reports: readonly ReadReport[],
): SubjectFacts {
  const own = ledger.filter(row => row.subject === subject);
  const isCountry = kindOf(subject) === 'country';
  const pairs = grouped(
    ledger.filter(row => isCountry && kindOf(row.subject) === 'dyad' && countriesOf(row.subject).includes(subject)),
    row => row.subject,
  );
  return {
    ...NO_FACTS,
    sums: sumByDay(own),
    material: sumByDay(own.filter(row => row.quad === 4)),
    domestic: isCountry ? sumByDay(own.filter(row => row.scope === 'domestic')) : [],
    pairs: new Map([...pairs].map(([pair, rows]) => [pair, sumByDay(rows)])),
    hostile: hostileActs(own, members),
    exposure: exposureOf(subject, reports),
    reports: reports.filter(
      report => report.counted && countriesOf(subject).every(country => report.countries.includes(country)),
    ),
    confidences: countConfidences(own),
  };
}

function sumByDay(rows: readonly LedgerRow[]): DaySum[] {
  const sums = new Map<Day, DaySum>();
  for (const row of rows) {
    const sum = sums.get(row.eventDay) ?? { day: row.eventDay, conflict: 0, cooperation: 0 };
    sum.conflict += row.conflict;
    sum.cooperation += row.cooperation;
    sums.set(row.eventDay, sum);
  }
  return [...sums.values()].sort(byDay);
}

/** A story that stands on a day, by the rows of one subject: what it is worth, and the surest report of it. */
type Standing = { story: EventId; day: Day; conflict: number; confidence: number };

function standingStories(rows: readonly LedgerRow[]): Standing[] {
  return [...grouped(rows, row => `${row.story} ${row.eventDay}`).values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const all = [first, ...more];
    if (all.reduce((sum, row) => sum + row.stories, 0) <= 0) return [];
    const conflict = all.reduce((sum, row) => sum + row.conflict, 0);
    const confidence = Math.max(...all.map(row => row.confidence));
    return [{ story: first.story, day: first.eventDay, conflict, confidence }];
  });
}

/** The hostile acts of some rows of one subject that are in force, each with the attention of its story. */
export function hostileActs(rows: readonly LedgerRow[], members: readonly StoryMember[]): HostileAct[] {
  const standing = new Map(standingStories(rows).map(it => [it.story, it]));
  return [...grouped(members, member => member.story)].flatMap(([story, tellings]) => {
    const it = standing.get(story);
    const alone = Math.max(0, ...tellings.map(({ strength }) => Math.abs(strength)));
    if (!it || it.conflict <= 0 || alone <= 0) return [];
    // Amounts are whole milli-points, so that the factor comes back with a small error.
    const attention = Math.round((100 * it.conflict) / alone) / 100;
    return tellings.map(({ type, mode, confidence, codedEventId, reportId }) => {
      return { day: it.day, type, mode, confidence, attention, story, codedEventId, reportId };
    });
  });
}

function exposureOf(subject: Subject, reports: readonly ReadReport[]): ExposureDay[] {
  const days = new Map<Day, Map<string | number, ReadReport[]>>();
  reports.forEach((report, index) => {
    const texts = days.get(report.publishedDay) ?? new Map<string | number, ReadReport[]>();
    const text = report.text ?? `${index}`;
    texts.set(text, [...(texts.get(text) ?? []), report]);
    days.set(report.publishedDay, texts);
  });
  const tells = (told: readonly ReadReport[], kind: 'threat' | 'act') =>
    told.some(({ dangers }) =>
      dangers.some(danger => danger.kind === kind && (subject === 'world' || danger.places.includes(subject))),
    );
  return [...days]
    .map(([day, texts]): ExposureDay => {
      const each = [...texts.values()].map(told => ({ threat: tells(told, 'threat'), act: tells(told, 'act') }));
      return {
        day,
        read: each.length,
        threat: each.filter(it => it.threat).length,
        act: each.filter(it => it.act).length,
        either: each.filter(it => it.threat || it.act).length,
      };
    })
    .sort(byDay);
}

function countConfidences(rows: readonly LedgerRow[]): ConfidenceCount[] {
  const groups = grouped(standingStories(rows), ({ day, confidence }) => `${day} ${confidence}`);
  return [...groups.values()]
    .flatMap(([first, ...more]) =>
      first ? [{ day: first.day, confidence: first.confidence, events: 1 + more.length }] : [],
    )
    .sort(byDay);
}

function byDay(a: { day: Day }, b: { day: Day }): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}
