import type { Sector } from '../coded-event.ts';
import actors from './actors.lexicon.json' with { type: 'json' };
import countries from './countries.lexicon.json' with { type: 'json' };
import { sectorOf } from './sector.ts';
import type { Token } from './tokens.ts';

export type MentionKind =
  | 'country'
  | 'demonym'
  | 'people'
  | 'capital'
  | 'place'
  | 'bloc'
  | 'org'
  | 'body'
  | 'group'
  | 'leader'
  | 'media';

/** A name of the gazetteer found in a sentence; `from` and `to` are token indexes, `affix` as in "pro-" or "-backed". */
export type Mention = {
  from: number;
  to: number;
  kind: MentionKind;
  code: string | null;
  sector: Sector;
  name: string;
  affix: string | null;
};

type Entry = { name: string; lower: string; kind: MentionKind; code: string | null; sector: Sector };

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
/** Endings of names that are also common words or first names: they need the capital letter and no given name around them. */
const GIVEN_NAMES = new Set([
  'michael',
  'chad',
  'jordan',
  'georgia',
  'paris',
  'israel',
  'jack',
  'sydney',
  'kenya',
  'india',
  'chelsea',
]);

const byFirstWord = new Map<string, Entry[]>();

function firstWord(text: string): string {
  return (/^[\p{L}\p{N}]+/u.exec(text)?.[0] ?? text.slice(0, 1)).toLowerCase();
}

function add(name: string, kind: MentionKind, code: string | null, sector: Sector): void {
  const entry = { name, lower: name.toLowerCase(), kind, code, sector };
  const key = firstWord(name);
  const list = byFirstWord.get(key);
  if (list) list.push(entry);
  else byFirstWord.set(key, [entry]);
}

for (const country of countries) {
  for (const name of country.names) add(name, 'country', country.code, 'GOV');
  for (const name of country.demonyms) add(name, isPeople(name) ? 'people' : 'demonym', country.code, 'GOV');
  for (const name of country.capitals) add(name, 'capital', country.code, 'GOV');
  for (const name of country.places) add(name, 'place', country.code, 'UNK');
}
for (const actor of actors) add(actor.name, kindOf(actor.kind), actor.code, sectorOf(actor.sector));
for (const list of byFirstWord.values()) list.sort((a, b) => b.name.length - a.name.length);

/** A demonym in the plural names people ("Iraqis"), in the singular mostly an adjective ("Iraqi"). */
function isPeople(name: string): boolean {
  return name.endsWith('s') && !name.endsWith('ss');
}

function kindOf(kind: string): MentionKind {
  if (kind === 'bloc' || kind === 'org' || kind === 'body' || kind === 'group' || kind === 'leader' || kind === 'media')
    return kind;
  throw new Error(`unknown kind of actor: ${kind}`);
}

/** How the letters of a sentence tell names from words: `mixed` as usual, `lower` or `upper` when they cannot. */
export function caseOf(tokens: Token[]): 'mixed' | 'lower' | 'upper' {
  let capitals = 0;
  let smalls = 0;
  for (const token of tokens) {
    if (/^\p{Lu}/u.test(token.text)) capitals += 1;
    if (/\p{Ll}/u.test(token.text)) smalls += 1;
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
  return { from: i, to, kind: entry.kind, code: entry.code, sector: entry.sector, name: entry.name, affix };
}

/** Length of the gazetteer name that starts at an offset of a text in ordinary case, 0 when none does. */
export function nameAt(text: string, start: number): number {
  return longestName(text, start, 'mixed')?.name.length ?? 0;
}

function longestName(text: string, start: number, letters: 'mixed' | 'lower' | 'upper'): Entry | null {
  const list = byFirstWord.get(firstWord(text.slice(start, start + 24)));
  if (!list) return null;
  for (const entry of list) {
    const slice = text.slice(start, start + entry.name.length);
    const same = letters === 'mixed' ? slice.replace(/\s/g, ' ') === entry.name : slice.toLowerCase() === entry.lower;
    if (same && !/^[\p{L}\p{N}]/u.test(text.slice(start + entry.name.length, start + entry.name.length + 1)))
      return entry;
  }
  return null;
}

const US_STATE_CUES = new Set([
  'gov.',
  'atlanta',
  'governor',
  'senate',
  'republicans',
  'peach',
  'carolina',
  'alabama',
  'bulldogs',
]);

function isFalseFriend(entry: Entry, tokens: Token[], from: number, to: number, letters: string): boolean {
  const before = tokens[from - 1];
  const after = tokens[to];
  if (letters !== 'mixed') {
    if (entry.lower === 'us' || entry.lower === 'who' || entry.lower === 'is') {
      if (entry.lower !== 'us') return true;
      const object = before !== undefined && /^(?:VERB|ADP|AUX|PART)$/.test(before.pos);
      return object || after === undefined || !/^(?:NOUN|ADJ|PROPN|VERB|AUX|ADV)$/.test(after.pos);
    }
    return (
      /^(?:turkey|chad|jordan|georgia|niger|male|polish|bush|sharon|powell|clinton|mit|eta|sana|mehr|xi|who|katz|marcos|austin|cameron|salami|kerry|straw|wales)$/.test(
        entry.lower,
      ) &&
      letters === 'lower' &&
      entry.kind !== 'country'
    );
  }
  if (GIVEN_NAMES.has(entry.lower)) {
    if (
      after &&
      after.pos === 'PROPN' &&
      /^\p{Lu}/u.test(after.text) &&
      !longestName(after.text, 0, 'mixed') &&
      /^(?:Michael|Chad|Jordan|Paris)$/.test(entry.name) &&
      !/^(?:River|Valley|Army|Government|Times)$/.test(after.text)
    )
      return true;
    if (
      before &&
      entry.name === 'Jordan' &&
      /^(?:Michael|Jim|Hamilton|Vernon|Barbara|Neil|Robert|DeAndre|Eddie)$/.test(before.text)
    )
      return true;
    if (
      before &&
      entry.name === 'Georgia' &&
      /^(?:in|of|across)$/.test(before.lower) &&
      tokens.some(t => US_STATE_CUES.has(t.lower))
    )
      return true;
  }
  if (entry.name === 'Male' || entry.name === 'Polish' || entry.name === 'MIT' || entry.name === 'ETA')
    return from === 0 || before?.text === '.';
  if (entry.name === 'Turkey')
    return from > 0 && before !== undefined && /^(?:roast|a|the|thanksgiving|cold)$/.test(before.lower);
  if (
    entry.name === 'New York' &&
    after !== undefined &&
    /^(?:Times|Post|Yankees|Mets|Knicks|Jets|Giants|City)$/.test(after.text)
  )
    return true;
  if (
    entry.name === 'Washington' &&
    after !== undefined &&
    /^(?:Post|Redskins|Nationals|Wizards|State|Irving|Sundar)$/.test(after.text)
  )
    return true;
  if (entry.name === 'Washington' && before !== undefined && /^(?:George|Denzel|Kerry|Booker)$/.test(before.text))
    return true;
  if (before?.lower === 'of' && /^(?:gulf|strait|straits|bay|sea)$/.test(tokens[from - 2]?.lower ?? '')) return true;
  if (entry.kind === 'place' || entry.kind === 'capital') {
    const near = tokens.slice(Math.max(0, from - 3), from);
    if (before?.pos === 'PROPN' && near.some(token => VESSEL.test(token.lower))) return true;
  }
  if (
    entry.kind === 'leader' &&
    !entry.name.includes(' ') &&
    before?.pos === 'PROPN' &&
    /^[A-Z][a-z]+$/.test(before.text)
  ) {
    return !isTitle(before.lower) && !knownGivenName(before.text, entry.name);
  }
  return false;
}

const VESSEL = /^(?:ship|vessel|tanker|freighter|carrier|trawler|boat)$/;

const TITLES = new Set([
  'president',
  'minister',
  'mr',
  'mr.',
  'secretary',
  'premier',
  'chancellor',
  'general',
  'sheikh',
  'prime',
  'leader',
  'chief',
  'ayatollah',
  'king',
  'prince',
  'gen.',
  'senator',
  'envoy',
  'spokesman',
  'spokeswoman',
  'former',
  'administration',
  'al',
  'crown',
  'ms',
  'mrs',
  'dictator',
  'strongman',
  'commander',
  'adviser',
  'then',
  'ambassador',
  'colonel',
  'col.',
  'vice',
  'speaker',
]);

function isTitle(word: string): boolean {
  return TITLES.has(word);
}

/** A surname after an unknown given name is another person, unless the gazetteer has a full name that ends the same way. */
function knownGivenName(given: string, surname: string): boolean {
  const full = byFirstWord.get(given.toLowerCase());
  if (full?.some(entry => entry.name.endsWith(surname))) return true;
  return longestName(given, 0, 'mixed') !== null;
}
