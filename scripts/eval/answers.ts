import type { CodedEvent, Party, Span } from '@tensiometer/core/domain/coded-event.ts';

/** Words of a phrase, lower case, each once. */
const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Share of the words of the shorter phrase that the other one has too, 0 to 1. */
export function overlap(a: string, b: string): number {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const smaller = Math.min(x.size, y.size);
  if (smaller === 0) return 0;
  return [...x].filter(word => y.has(word)).length / smaller;
}

/**
 * The event whose actor and recipient text overlap the marked pair most, then the most confident, then the first. Both
 * sides of a reciprocal event are compared as one. Null when there is no event.
 */
export function bestAnswer(
  events: readonly CodedEvent[],
  text: string,
  marked: { actor: string; recipient: string },
): CodedEvent | null {
  const words = (parties: readonly Party[]) => parties.map(({ span }) => text.slice(span.start, span.end)).join(' ');
  let best: { event: CodedEvent; fit: number } | null = null;
  for (const event of events) {
    const both = [...event.actors, ...event.recipients];
    const fit =
      overlap(words(event.reciprocal ? both : event.actors), marked.actor) +
      overlap(words(event.reciprocal ? both : event.recipients), marked.recipient);
    const better =
      best === null ||
      fit > best.fit + 1e-9 ||
      (fit > best.fit - 1e-9 && event.confidence.overall > best.event.confidence.overall);
    if (better) best = { event, fit };
  }
  return best?.event ?? null;
}

/** Country codes of some parties, each once, in alphabetical order, without those of `leaveOut`. */
export function countriesOf(parties: readonly Party[], leaveOut: ReadonlySet<string> = new Set()): string[] {
  const codes = parties.flatMap(party => (party.country === null || leaveOut.has(party.country) ? [] : party.country));
  return [...new Set(codes)].sort();
}

export type Sides = { actors: readonly string[]; recipients: readonly string[] };
export type Agreement = { actor: boolean; recipient: boolean };

const same = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();
const union = ({ actors, recipients }: Sides): string[] => [...new Set([...actors, ...recipients])];

/**
 * Whether each side of an answer has exactly the countries of the gold. A reciprocal act has no direction: with
 * `reciprocal`, both sides are right too when all countries taken together are the same.
 */
export function agree(gold: Sides, answer: Sides, reciprocal: boolean): Agreement {
  if (reciprocal && same(union(gold), union(answer))) return { actor: true, recipient: true };
  return { actor: same(gold.actors, answer.actors), recipient: same(gold.recipients, answer.recipients) };
}

export const touches = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The words that told of an event, as they stand in the text. */
export function triggerWords(event: CodedEvent, text: string): string {
  const first = event.evidence.find(({ role }) => role === 'trigger');
  return first ? text.slice(first.start, first.end) : '';
}

/** The type with CONCEDE and RETREAT merged, as sets with 15 root types have it. */
export const mergedRoot = (type: string): string => (type === 'CONCEDE' || type === 'RETREAT' ? 'YIELD' : type);
