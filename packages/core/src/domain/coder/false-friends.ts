import { type Entry, hasPerson, longestName } from './name-index.ts';
import {
  COMMON_WORDS,
  COMMON_WORDS_IN_CAPITALS,
  FIRST_NAMES,
  FORENAMES_TOO,
  SHARED_NAMES,
  US_STATES,
} from './name-traps.ts';
import type { Token } from './tokens.ts';

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

/** True when a gazetteer name that stands in a text means something else there. */
export function isFalseFriend(entry: Entry, tokens: Token[], from: number, to: number, letters: string): boolean {
  const before = tokens[from - 1];
  const after = tokens[to];
  if (after !== undefined && WATERS[entry.lower] === after.lower) return true;
  if (letters !== 'mixed') {
    if (entry.lower === 'us' || entry.lower === 'who' || entry.lower === 'is') {
      if (entry.lower !== 'us') return true;
      const object = before !== undefined && /^(?:VERB|ADP|AUX|PART)$/.test(before.pos);
      return object || after === undefined || !/^(?:NOUN|ADJ|PROPN|VERB|AUX|ADV)$/.test(after.pos);
    }
    if (letters === 'upper') return COMMON_WORDS_IN_CAPITALS.has(entry.lower);
    return COMMON_WORDS.has(entry.lower) && entry.kind !== 'country';
  }
  if (isSomeoneElse(entry, before, after) || isPlaceElsewhere(entry, tokens, to)) return true;
  if (
    entry.name === 'Georgia' &&
    before &&
    /^(?:in|of|across)$/.test(before.lower) &&
    tokens.some(t => US_STATE_CUES.has(t.lower))
  )
    return true;
  if (entry.name === 'Male' || entry.name === 'Polish' || entry.name === 'Poles' || entry.name === 'ETA')
    return from === 0 || before?.text === '.';
  if (entry.name === 'MIT') return !tokens.some(t => /^(?:turk|ankara|istanbul|erdo|pkk)/.test(t.lower));
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
  if (entry.name === 'Security Council' && before?.text === 'National') return true;
  if (SHARED_NAMES.has(entry.name) && isAnotherNations(entry, tokens, from)) return true;
  if (entry.kind === 'leader' && (isFormerSelf(entry, tokens, from) || VESSEL.test(before?.lower ?? ''))) return true;
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
    return !isTitle(before.lower) && !DAYS.test(before.lower) && !knownGivenName(before.text, entry.name);
  }
  return false;
}

/** "Paris Hilton", "Michael Jordan", "Jack London", "Saleh al-Shehri": people of whose names the gazetteer knows a part. */
function isSomeoneElse(entry: Entry, before: Token | undefined, after: Token | undefined): boolean {
  if (entry.name.includes(' ') || !/^(?:country|capital|place|leader)$/.test(entry.kind)) return false;
  if (before && entry.kind !== 'leader' && FIRST_NAMES.has(before.text)) return true;
  return (
    FORENAMES_TOO.has(entry.name) &&
    after !== undefined &&
    ((after.pos === 'PROPN' && /^\p{Lu}\p{Ll}/u.test(after.text)) || after.text === 'al') &&
    !longestName(after.text, 0, 'mixed') &&
    !PUBLIC_BODY.test(after.text)
  );
}

/** "Moscow, Idaho", "San Antonio de los Banos". */
function isPlaceElsewhere(entry: Entry, tokens: Token[], to: number): boolean {
  if (!/^(?:capital|place)$/.test(entry.kind)) return false;
  if (tokens[to]?.text === 'de') return true;
  return entry.code !== 'USA' && tokens[to]?.text === ',' && US_STATES.has(tokens[to + 1]?.text ?? '');
}

const PUBLIC_BODY =
  /^(?:River|Valley|Army|Government|Times|Governor|Police|University|State|Airport|Province|Mayor|Court|Beach|City|Council|Region|County|Agreement|Accord|Accords|Club|Declaration|Conference|Summit|Forum|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$/;

/** The Persian Gulf, the Indian Ocean, the South China Sea, the English Channel. */
const WATERS: Record<string, string> = {
  persian: 'gulf',
  indian: 'ocean',
  china: 'sea',
  japan: 'sea',
  philippine: 'sea',
  irish: 'sea',
  english: 'channel',
};

/** "South Korea's Joint Chiefs of Staff", "the Japanese Democratic Party": not the body of the gazetteer. */
function isAnotherNations(entry: Entry, tokens: Token[], from: number): boolean {
  let end = from;
  while (/^(?:opposition|ruling|governing|main|new)$/.test(tokens[end - 1]?.text ?? '')) end -= 1;
  return nationEndingAt(tokens, end) !== undefined && nationEndingAt(tokens, end) !== entry.code;
}

/** "Dutch Prime Minister Mark Rutte": someone who held another office when this was written. */
function isFormerSelf(entry: Entry, tokens: Token[], at: number): boolean {
  const from = at > 0 && hasPerson(tokens[at - 1]?.text ?? '', entry.name) ? at - 1 : at;
  let end = from;
  while (/^(?:prime|foreign|defen[cs]e|finance|interior|vice|deputy)$/.test(tokens[end - 2]?.lower ?? '')) end -= 1;
  if (!/^(?:minister|premier|president|chancellor)$/.test(tokens[from - 1]?.lower ?? '')) return false;
  end -= 1;
  const nation = nationEndingAt(tokens, end);
  if (nation === undefined)
    return BLOCS.has(entry.code ?? '') && /^(?:prime|foreign)$/.test(tokens[from - 2]?.lower ?? '');
  return nation !== entry.code && !(nation === 'COD' && entry.code === 'COG');
}

const BLOCS = new Set(['EUR', 'NAT', 'UNO']);

/** Code of the nation named by the words before a token ("South Korea's", "Japanese"), undefined when none is. */
function nationEndingAt(tokens: Token[], at: number): string | null | undefined {
  let end = at;
  if (/^['’]s?$/.test(tokens[end - 1]?.text ?? '')) end -= 1;
  for (let words = 1; words <= 3 && words <= end; words += 1) {
    const text = tokens
      .slice(end - words, end)
      .map(token => token.text)
      .join(' ');
    const nation = longestName(text, 0, 'mixed');
    if (nation?.name.length === text.length && /^(?:country|demonym|capital|bloc)$/.test(nation.kind))
      return nation.code;
  }
  return undefined;
}

const DAYS =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december)$/;

const VESSEL = /^(?:ship|vessel|tanker|freighter|carrier|trawler|boat|destroyer|frigate|warship|cruiser|uss|hms)$/;

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
  'pm',
  'captain',
  'capt.',
  'lieutenant',
  'lt.',
  'sen.',
  'sen',
  'rep.',
  'gov.',
  'governor',
  'mayor',
  'congressman',
  'congresswoman',
  'sir',
  'lord',
  'lady',
  'judge',
  'justice',
  'dr',
  'dr.',
  'pope',
  'patriarch',
  'sayyed',
  'sayyid',
  'mullah',
  'maulana',
  'imam',
  'marshal',
  'admiral',
  'adm.',
  'maj.',
  'chairman',
  'warlord',
  'opposition',
  'candidate',
  'ex-president',
  'president-elect',
  'when',
  'after',
  'but',
  'as',
  'and',
  'if',
  'while',
  'with',
  'both',
  'even',
  'meanwhile',
  'yesterday',
  'today',
]);

function isTitle(word: string): boolean {
  return TITLES.has(word);
}

/** A surname after an unknown given name is another person, unless the gazetteer has a full name that ends the same way. */
function knownGivenName(given: string, surname: string): boolean {
  return hasPerson(given, surname) || longestName(given, 0, 'mixed') !== null;
}
