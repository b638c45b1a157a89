import { byFirstWord, type Entry, longestName } from './name-index.ts';
import type { Token } from './tokens.ts';

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

export function isFalseFriend(entry: Entry, tokens: Token[], from: number, to: number, letters: string): boolean {
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
