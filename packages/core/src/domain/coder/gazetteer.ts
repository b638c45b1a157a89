import type { Sector } from '../coded-event.ts';
import actors from './actors.lexicon.json' with { type: 'json' };
import countries from './countries.lexicon.json' with { type: 'json' };
import { isFalseFriend } from './false-friends.ts';
import { add, isPeople, kindOf, longestName, type MentionKind, sortNames, type Term } from './name-index.ts';
import { sectorOf } from './sector.ts';
import type { Token } from './tokens.ts';

/**
 * A name of the gazetteer found in a sentence; `from` and `to` are token indexes, `affix` as in "pro-" or "-backed",
 * `term` an office-holder's time in office, where it is known.
 */
export type Mention = {
  from: number;
  to: number;
  kind: MentionKind;
  code: string | null;
  sector: Sector;
  name: string;
  affix: string | null;
  term: Term | null;
};

const SUFFIXES = new Set([
  'backed',
  'led',
  'aligned',
  'allied',
  'supported',
  'linked',
  'controlled',
  'run',
  'held',
  'occupied',
  'affiliated',
  'based',
  'funded',
  'sponsored',
  'brokered',
  'mediated',
  'born',
  'made',
  'supplied',
  'flagged',
  'owned',
  'registered',
  'trained',
  'armed',
  'installed',
  'friendly',
  'annexed',
  'operated',
  'imposed',
  'inspired',
  'administered',
  'bound',
]);

const PREFIX = /^(pro|anti|non|ex|post|pre|mid)-(.+)$/i;

for (const country of countries) {
  for (const name of country.names) add(name, 'country', country.code, 'GOV');
  for (const name of country.demonyms) add(name, isPeople(name) ? 'people' : 'demonym', country.code, 'GOV');
  for (const name of country.capitals) add(name, 'capital', country.code, 'GOV');
  for (const name of country.places) add(name, 'place', country.code, 'UNK');
}

type ActorLine = {
  name: string;
  kind: string;
  code: string | null;
  sector: string;
  from?: string;
  to?: string | null;
  gap?: string[];
};

for (const actor of actors as ActorLine[])
  add(actor.name, kindOf(actor.kind), actor.code, sectorOf(actor.sector), termOf(actor));

function termOf(actor: ActorLine): Term | null {
  if (actor.from === undefined) return null;
  const [out, back] = actor.gap ?? [];
  return { from: actor.from, to: actor.to ?? null, gap: out && back ? [out, back] : null };
}

sortNames();

/** How the letters of a sentence tell names from words: `mixed` as usual, `lower` or `upper` when they cannot. */
export function caseOf(tokens: Token[]): 'mixed' | 'lower' | 'upper' {
  let capitals = 0;
  let smalls = 0;
  for (const token of tokens) {
    if (token.text.charAt(0) !== token.lower.charAt(0)) capitals += 1;
    if (token.text !== token.text.toUpperCase()) smalls += 1;
  }
  if (capitals === 0) return 'lower';
  return smalls === 0 && capitals > 3 ? 'upper' : 'mixed';
}

/** Finds every gazetteer name in a sentence, longest first, never inside a word. `text` is the whole surface. */
export function findMentions(tokens: Token[], text: string, letters: 'mixed' | 'lower' | 'upper'): Mention[] {
  const mentions: Mention[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const mention = mentionAt(tokens, i, text, letters);
    if (!mention) continue;
    mentions.push(mention);
    i = mention.to - 1;
  }
  return mentions;
}

function mentionAt(tokens: Token[], i: number, text: string, letters: 'mixed' | 'lower' | 'upper'): Mention | null {
  const token = tokens[i];
  if (!token) return null;
  const prefix = PREFIX.exec(token.text);
  const start = prefix?.[2] ? token.end - prefix[2].length : token.start;
  const entry = longestName(text, start, letters);
  if (!entry) return null;
  let to = i;
  while (to < tokens.length && (tokens[to]?.start ?? 0) < start + entry.name.length) to += 1;
  if (isFalseFriend(entry, tokens, i, to, letters)) return null;
  const last = tokens[to - 1];
  let affix = prefix?.[1]?.toLowerCase() ?? null;
  // The tokenizer keeps some compounds whole ("Iran-backed") and splits others into three tokens.
  const tail = last ? text.slice(start + entry.name.length, start + entry.name.length + 16) : '';
  const suffix = /^-([a-z]+)/.exec(tail)?.[1];
  if (suffix && SUFFIXES.has(suffix)) {
    affix = suffix;
    const end = start + entry.name.length + 1 + suffix.length;
    while (to < tokens.length && (tokens[to]?.start ?? 0) < end) to += 1;
  } else if (/^-(?:American|born|style)/.test(tail)) affix = 'born';
  const { kind, code, sector, name, term } = entry;
  return { from: i, to, kind, code, sector, name, affix, term };
}
