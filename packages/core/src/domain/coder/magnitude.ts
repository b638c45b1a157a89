import type { Magnitude } from '../coded-event.ts';
import type { Candidate } from './candidate.ts';
import type { Token } from './tokens.ts';

const WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
};

/** Numbers of dead, injured and arrested that the trigger sentence states; null when it states none. */
export function readMagnitude(candidate: Candidate): Magnitude | null {
  if (candidate.type !== 'ASSAULT' && candidate.type !== 'COERCE' && candidate.type !== 'PROTEST') return null;
  const { tokens } = candidate;
  const found: Magnitude = {};
  tokens.forEach((token, i) => {
    const field = /^(?:kill|die|murder|slay|dead|death)$/.test(token.lemma)
      ? 'dead'
      : /^(?:injure|wound|hurt)$/.test(token.lemma)
        ? 'injured'
        : /^(?:arrest|detain)$/.test(token.lemma)
          ? 'arrested'
          : null;
    if (!field || found[field] !== undefined) return;
    const n = numberNear(tokens, i);
    if (n !== null) found[field] = n;
  });
  return Object.keys(found).length > 0 ? found : null;
}

/** A count beside the verb: "killed 12", "12 people were killed", "at least three dead". */
function numberNear(tokens: Token[], i: number): number | null {
  for (const k of [i + 1, i + 3, i + 4, i - 1, i - 2, i - 3]) {
    const token = tokens[k];
    if (!token || (k > i + 1 && !/^(?:least|than|about|some|to)$/.test(tokens[k - 1]?.lower ?? ''))) continue;
    if (tokens.slice(Math.min(i, k), Math.max(i, k)).some(between => between.text === ',' || between.lower === 'and'))
      continue;
    const n =
      token.pos === 'NUM' || WORDS[token.lower] !== undefined
        ? (WORDS[token.lower] ?? Number(token.text.replace(/,/g, '')))
        : Number.NaN;
    if (Number.isInteger(n) && n > 0 && n < 1_000_000 && !(n >= 1900 && n <= 2100)) return n;
  }
  return null;
}
