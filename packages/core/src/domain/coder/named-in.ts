import type { Party } from '../coded-event.ts';
import type { Chunk, NounChunk } from './chunk.ts';
import type { Mention } from './gazetteer.ts';
import { isNoun, leftEdge } from './phrase-links.ts';
import type { Token } from './tokens.ts';

/** A sentence cut into phrases, with what its names mean. */
export type Phrases = {
  tokens: Token[];
  mentions: Mention[];
  chunks: Chunk[];
  /** The mention that each token belongs to. */
  mentionOf: readonly (Mention | undefined)[];
};

export const BACKING = new Set([
  'backed',
  'pro',
  'anti',
  'aligned',
  'allied',
  'supported',
  'linked',
  'funded',
  'sponsored',
  'trained',
  'armed',
  'affiliated',
  'supplied',
  'friendly',
  'brokered',
  'mediated',
  'inspired',
  'based',
  'made',
  'flagged',
  'bound',
  'imposed',
  'born',
  'non',
  'installed',
  'occupied',
  'annexed',
  'administered',
  'registered',
]);

export const PLACES = /^(?:in|at|near|across|inside|around|outside)$/;

export function mentionsIn(phrases: Phrases, chunk: NounChunk): Mention[] {
  return phrases.mentions.filter(mention => mention.from >= chunk.from && mention.from < chunk.to);
}

export function spanOf(phrases: Phrases, from: number, to: number): { start: number; end: number } {
  return { start: phrases.tokens[from]?.start ?? 0, end: phrases.tokens[to - 1]?.end ?? 0 };
}

const HOW: Record<Mention['kind'], Party['how']> = {
  country: 'direct',
  demonym: 'demonym',
  people: 'demonym',
  capital: 'capital',
  place: 'role',
  bloc: 'direct',
  org: 'direct',
  body: 'office',
  group: 'group',
  leader: 'leader',
  media: 'direct',
};

export function partyOf(mention: Mention, span: { start: number; end: number }): Party {
  const named =
    mention.kind === 'group' ||
    mention.kind === 'leader' ||
    mention.kind === 'body' ||
    mention.kind === 'org' ||
    mention.kind === 'media';
  return {
    span,
    country: mention.code,
    sector: mention.kind === 'people' ? 'CVL' : mention.sector,
    entity: named ? mention.name : null,
    how: HOW[mention.kind],
  };
}

/** The nation that a phrase belongs to: the last name before the head that is no backing ("pro-Iran Iraqi groups": Iraqi). */
export function nationOf(own: Mention[]): Mention | undefined {
  return (
    [...own].reverse().find(mention => mention.affix === null && mention.kind !== 'place') ??
    own.find(mention => mention.kind === 'place')
  );
}

export function endOf(phrases: Phrases, at: number): number {
  const chunk = phrases.chunks[at];
  return chunk ? (phrases.tokens[chunk.to - 1]?.end ?? 0) : 0;
}

/** Country that a noun chunk names as a place or by possession ("Iraq", "Baghdad", "northern Syria", "Iraq's Anbar province"). */
export function countryOfPlace(phrases: Phrases, at: number): string | null {
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk)) return null;
  const edge = phrases.chunks[leftEdge(phrases.chunks, at)];
  const from = edge ? edge.from : chunk.from;
  for (const mention of phrases.mentions) {
    if (mention.from < from || mention.from >= chunk.to || mention.affix !== null) continue;
    if (
      mention.kind === 'country' ||
      mention.kind === 'place' ||
      mention.kind === 'capital' ||
      mention.kind === 'demonym'
    )
      return mention.code;
  }
  return null;
}

/** Nation in the modifiers of a chunk that is no party itself ("an American presence"). */
export function modifierNation(phrases: Phrases, at: number): Party | null {
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk)) return null;
  const mention = nationOf(mentionsIn(phrases, chunk).filter(found => found.affix === null));
  if (!mention || mention.kind === 'place') return null;
  return partyOf(mention, spanOf(phrases, mention.from, mention.to));
}
