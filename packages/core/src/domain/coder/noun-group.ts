import type { NounChunk } from './chunk.ts';
import type { DateMention } from './dates.ts';
import type { Mention } from './gazetteer.ts';
import { roleEndingAt } from './roles.ts';
import type { Token } from './tokens.ts';
import { POSSESSIVE, PREPOSITIONS, PRONOUNS, RELATIVES, SUBORDINATORS } from './word-classes.ts';

const VESSELS = /^(?:ship|vessel|tanker|freighter|carrier|boat|trawler|destroyer|warship|frigate)$/;

export function nounGroupAt(
  tokens: Token[],
  start: number,
  mentionAt: Map<number, Mention>,
  dates: DateMention[],
): Omit<NounChunk, 'possessor'> | null {
  let i = start;
  let head = -1;
  const first = tokens[start];
  if (!first) return null;
  if (
    PRONOUNS.has(first.lower) &&
    !mentionAt.has(start) &&
    !(POSSESSIVE.has(first.lower) && isNominal(tokens[start + 1]))
  ) {
    const quantifier = first.lower === 'both' && isNominal(tokens[start + 1]);
    if (!quantifier) return { kind: 'np', from: start, to: start + 1, head: start, pronoun: true };
  }
  if ((first.lower === 'this' || first.lower === 'these' || first.lower === 'those') && !isNominal(tokens[start + 1])) {
    return { kind: 'np', from: start, to: start + 1, head: start, pronoun: true };
  }
  if (/^(?:at least|at most|up to|as many as|as much as)$/.test(approximation(tokens, i)))
    i += approximation(tokens, i).split(' ').length;
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token) break;
    const mention = mentionAt.get(i);
    if (mention) {
      if (head >= 0 && opensOwnPhrase(tokens, mention, head, mentionAt)) break;
      i = mention.to;
      head = i - 1;
      continue;
    }
    if (i > start && dates.some(date => date.start <= token.start && token.start < date.end)) break;
    const { lower, pos } = token;
    if (RELATIVES.has(lower) && lower !== 'whose') break;
    if (lower === 'that' && head >= 0) break;
    if (lower === 'than' && /^(?:more|less|fewer)$/.test(tokens[i - 1]?.lower ?? '') && tokens[i + 1]?.pos === 'NUM') {
      i += 1;
      continue;
    }
    if ((SUBORDINATORS.has(lower) && lower !== 'that') || (lower === 'that' && !isNominal(tokens[i + 1]))) break;
    if (pos === 'DET' || POSSESSIVE.has(lower)) {
      if (head >= 0) break;
    } else if (pos === 'NOUN' || pos === 'PROPN') {
      if (PREPOSITIONS.has(lower) && pos === 'NOUN') break;
      if (!(/^\p{Lu}/u.test(token.text) && VESSELS.test(tokens[head]?.lower ?? ''))) head = i;
    } else if (pos === 'SYM' && tokens[i + 1]?.pos === 'NUM') {
      // "$2 million"
    } else if (pos === 'NUM') {
      head = head < 0 && !isNominal(tokens[i + 1]) ? i : head;
    } else if (pos === 'ADJ') {
      if (head >= 0 && !isNominal(tokens[i + 1])) break;
    } else if (lower === 'of' && head === i - 1 && isOfficeOf(tokens, i)) {
      i += 1;
      head = i;
    } else if (
      pos === 'ADV' &&
      head < 0 &&
      (tokens[i + 1]?.pos === 'ADJ' || tokens[i + 1]?.pos === 'NUM' || tokens[i + 1]?.lower === 'than')
    ) {
      // "highly enriched uranium"
    } else if (token.text === '-' && head >= 0 && token.start === tokens[i - 1]?.end && tokens[i + 1] !== undefined) {
      i += 1;
      if (!mentionAt.has(i)) {
        head = tokens[i]?.pos === 'NOUN' || tokens[i]?.pos === 'PROPN' ? i : head;
        i += 1;
      }
      continue;
    } else if (token.text === '-' && i > start && token.start === tokens[i - 1]?.end && isNominal(tokens[i + 1])) {
      // "long-range missiles"
    } else if (/^["“]$/.test(token.text) && head < 0 && i > start && isNominal(tokens[i + 1])) {
      // scare quotes inside the phrase
    } else break;
    i += 1;
  }
  if (head < 0) return null;
  return { kind: 'np', from: start, to: Math.max(i, head + 1), head, pronoun: false };
}

/** "Secretary of State", "Ministry of Foreign Affairs": one title, not a noun with a phrase after it. */
function isOfficeOf(tokens: Token[], of: number): boolean {
  const before = tokens[of - 1]?.lower ?? '';
  const after = tokens[of + 1];
  return (
    /^(?:secretary|minister|ministry|department|chief|chiefs|speaker|head|commander|chairman)$/.test(before) &&
    after !== undefined &&
    /^(?:state|defense|defence|foreign|interior|staff|justice|war|finance|parliament|oil|energy|health|internal|external|national)$/i.test(
      after.text,
    )
  );
}

/** "of its sovereignty Washington's bombings": a name with "'s" after a common noun that is no title begins a phrase. */
function opensOwnPhrase(tokens: Token[], mention: Mention, head: number, mentionAt: Map<number, Mention>): boolean {
  const last = tokens[head];
  if (last?.pos !== 'NOUN' || mention.affix !== null || mention.kind === 'demonym' || mention.kind === 'people')
    return false;
  if ([...mentionAt.values()].some(other => other.from <= head && head < other.to)) return false;
  return roleEndingAt(tokens, head) === null && tokens[mention.to]?.lower === "'s";
}

/** "at least 20 policemen": the words before a number that only round it; empty when there are none. */
function approximation(tokens: Token[], i: number): string {
  for (const length of [3, 2]) {
    const words = tokens.slice(i, i + length).map(token => token.lower);
    if (words.length === length && tokens[i + length]?.pos === 'NUM') return words.join(' ');
  }
  return '';
}

function isNominal(token: Token | undefined): boolean {
  return token !== undefined && /^(?:NOUN|PROPN|ADJ|NUM|DET)$/.test(token.pos);
}
