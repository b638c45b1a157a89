import { type Act, type MilliPoints, roundHalfAway } from './contribution.ts';
import { type Day, dayNumber } from './day.ts';
import type { EventId, Position, ReportId, SourceId } from './ids.ts';
import { MINHASH_SIZE } from './minhash.ts';

/** A coded event that counts, as far as its story is concerned. */
export type Member = {
  /** Of the coded event. */
  id: EventId;
  reportId: ReportId;
  source: SourceId;
  outletFamily: string;
  /** Where the event was recorded first, by which a story is named. */
  since: { position: Position; seq: number };
  /** The act by its countries (see `keyOf`): members of one story have the same. */
  key: string;
  day: Day;
  /** RFC 3339, UTC. */
  at: string;
  /** Thousandths. */
  confidence: number;
  /** Milli-points before attention, negative for conflict. */
  strength: number;
  /** MinHash of its report; empty when the report has no words. */
  minhash: readonly number[];
  /** Hashes of the content lemmas of the trigger's sentence, ascending, without the parties' names. */
  lemmas: readonly number[];
};

/** An act as one line of text: members of a story share it, and it says which subjects the story counts for. */
export function keyOf({ type, actors, recipients, places }: Act): string {
  return [type, actors.join(','), recipients.join(','), places.join(',')].join(' ');
}

/** The codes of the countries in a key, in its three places. */
export function readKey(key: string): Omit<Act, 'type'> {
  const [, ...lists] = key.split(' ');
  const [actors = [], recipients = [], places = []] = lists.map(list => list.split(',').filter(code => code !== ''));
  return { actors, recipients, places };
}

/** What a story is worth. `amount` is in milli-points, negative for conflict. */
export type StoryValue = {
  /** Of its members. */
  key: string;
  day: Day;
  at: string;
  amount: MilliPoints;
  /** Factor for its independent outlets, 1 to 3. */
  attention: number;
  families: number;
  /** Groups of reports that are not near-duplicates of each other. */
  groups: number;
};

/** Two reports with this share of equal places in their signatures are near-duplicates. */
const NEAR_DUPLICATE = 0.8;
/** Two trigger sentences whose content lemmas overlap by this much (Jaccard) tell the same act. */
const SAME_WORDS = 0.5;
/** Days that the dates of two tellings of one act may differ by. */
export const DAYS_APART = 1;

/** a(n) = min(3, 1 + log2 n), as constants, so that no machine's logarithm can differ. */
const ATTENTION = [1, 1, 2, 2.584962500721156, 3] as const;

/** Factor of a story told by `n` independent outlets: 1 for one, 2 for two, 3 for four and more. */
export function attentionOf(n: number): number {
  return ATTENTION[Math.min(4, Math.max(0, Math.floor(n)))] ?? 1;
}

/** True when two texts are copies of each other but for a few words: MinHash of 5-word shingles ≥ .8. */
export function areNearDuplicates(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== MINHASH_SIZE || b.length !== MINHASH_SIZE) return false;
  let different = 0;
  for (let k = 0; k < MINHASH_SIZE; k += 1) {
    if (a[k] !== b[k]) different += 1;
    if (different > (1 - NEAR_DUPLICATE) * MINHASH_SIZE) return false;
  }
  return true;
}

/** True when the content lemmas of two sentences overlap by half: Jaccard ≥ .5. Sentences without any never do. */
export function haveSameWords(a: readonly number[], b: readonly number[]): boolean {
  let common = 0;
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    const [x, y] = [a[i] ?? 0, b[k] ?? 0];
    if (x === y) common += 1;
    if (x <= y) i += 1;
    if (y <= x) k += 1;
  }
  return common > 0 && common >= SAME_WORDS * (a.length + b.length - common);
}

/**
 * True when two coded events tell the same act: of different reports, alike in type and in the countries of either side,
 * at most a day apart, and told in nearly the same text or in a sentence of the same words.
 */
export function tellSameAct(a: Member, b: Member): boolean {
  return (
    a.reportId !== b.reportId &&
    a.key === b.key &&
    (a.day === b.day || Math.abs(dayNumber(a.day) - dayNumber(b.day)) <= DAYS_APART) &&
    (haveSameWords(a.lemmas, b.lemmas) || areNearDuplicates(a.minhash, b.minhash))
  );
}

/** Orders members by where they were recorded: the first one names the story. */
export function byRecord(a: Member, b: Member): number {
  return a.since.position - b.since.position || a.since.seq - b.since.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Value of the story that the members make up: a(n) · max of p·f·|score|, n the smaller of its outlet families and of its
 * groups of near-duplicates; on the day of its most confident member (ties: the earliest). Whatever order they come in.
 */
export function worthOf(members: readonly Member[]): StoryValue {
  const [first] = members;
  if (!first) throw new Error('a story has a member');
  const surest = members.reduce((best, it) => (isSurer(it, best) ? it : best), first);
  const strongest = members.reduce((best, it) => (isStronger(it, best) ? it : best), first);
  const families = new Set(members.map(it => it.outletFamily)).size;
  const groups = countGroups(members);
  const attention = attentionOf(Math.min(families, groups));
  return {
    key: first.key,
    day: surest.day,
    at: surest.at,
    amount: roundHalfAway(attention * strongest.strength),
    attention,
    families,
    groups,
  };
}

function isSurer(a: Member, b: Member): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  if (a.day !== b.day) return a.day < b.day;
  return a.at !== b.at ? a.at < b.at : a.id < b.id;
}

function isStronger(a: Member, b: Member): boolean {
  const [x, y] = [Math.abs(a.strength), Math.abs(b.strength)];
  return x !== y ? x > y : a.strength !== b.strength ? a.strength < b.strength : false;
}

/** Reports of the members, those that are near-duplicates of each other counted once. */
function countGroups(members: readonly Member[]): number {
  const reports = [...new Map(members.map(it => [it.reportId, it.minhash])).values()];
  const groups = createGroups(reports.length);
  reports.forEach((report, b) => {
    for (let a = 0; a < b; a += 1)
      if (!groups.areOne(a, b) && areNearDuplicates(reports[a] ?? [], report)) groups.join(a, b);
  });
  return new Set(reports.map((_, i) => groups.of(i))).size;
}

/** Groups of `n` things, each alone at first; a group goes by the smallest index in it. */
export function createGroups(n: number) {
  const parent = Array.from({ length: n }, (_, i) => i);
  const of = (i: number): number => {
    let at = i;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) at = up;
    for (let k = i; k !== at; ) {
      const up = parent[k] ?? at;
      parent[k] = at;
      k = up;
    }
    return at;
  };
  return {
    of,
    areOne: (a: number, b: number): boolean => of(a) === of(b),
    join: (a: number, b: number): void => {
      const [x, y] = [of(a), of(b)];
      parent[Math.max(x, y)] = Math.min(x, y);
    },
  };
}
