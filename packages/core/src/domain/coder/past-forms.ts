import { verbFrames } from './frames.ts';
import type { Mention } from './gazetteer.ts';
import type { Token } from './tokens.ts';

const PAST = /(?:ed|shot|bent|struck|stuck|sought|fought|held|drew|shut|hit|cut|put|set|spread|quit|cast)$/;

/** "gendarmes detained an activist": a past form that the tagger took for an adjective or a noun, behind its subject. */
export function isPastAfterSubject(
  tokens: Token[],
  i: number,
  ends: Map<number, Mention>,
  named: Set<number>,
): boolean {
  const token = tokens[i];
  const before = tokens[i - 1];
  const after = tokens[i + 1];
  if (!token || !before || named.has(i) || !PAST.test(token.lower) || !/^\p{Ll}/u.test(token.text)) return false;
  if (token.pos !== 'ADJ' && !(token.pos === 'NOUN' && !token.lower.endsWith('ed'))) return false;
  const mention = ends.get(i);
  const subject = mention ? mention.kind !== 'demonym' && mention.affix === null : /^(?:NOUN|PROPN)$/.test(before.pos);
  const adverb =
    before.pos === 'ADV' && before.lower.endsWith('ly') && /^(?:NOUN|PROPN)$/.test(tokens[i - 2]?.pos ?? '');
  if (!subject && !adverb) return false;
  if (!after) return token.lower.endsWith('ed');
  if (token.pos === 'NOUN') return named.has(i + 1) || /^(?:DET|NUM|PROPN)$/.test(after.pos) || after.lower === 'dead';
  // "a government appointed council": no verb when a noun follows at once behind a determined noun.
  if (after.pos === 'NOUN' && !named.has(i + 1)) return before.lower.endsWith('s') || mention !== undefined;
  return true;
}

/** Base of a past form without a lexicon to ask: "detained" is "detain", "voiced" "voice", "barred" "bar". */
export function pastBase(word: string): string {
  const known = baseForm(word);
  if (known !== word || !word.endsWith('ed')) return IRREGULAR[word] ?? known;
  const stem = word.slice(0, -2);
  if (stem.endsWith('i')) return `${stem.slice(0, -1)}y`;
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return /(?:[cgsvz]|[aeiou][dkmnprtl]|[bcdfgkpt]l)$/.test(stem) &&
    !/(?:ain|oin|eal|oil|ail|ear|eat|oad|ook|eed|ead|een|oup|eat|end|ss)$/.test(stem)
    ? `${stem}e`
    : stem;
}

const IRREGULAR: Record<string, string> = {
  shot: 'shoot',
  bent: 'bend',
  struck: 'strike',
  stuck: 'stick',
  sought: 'seek',
  fought: 'fight',
  held: 'hold',
  drew: 'draw',
};

/** Base form of a regular verb that the lexicon knows, else the word. */
export function baseForm(word: string): string {
  const tries = [word];
  if (word.endsWith('ies')) tries.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('es')) tries.push(word.slice(0, -2));
  if (word.endsWith('s')) tries.push(word.slice(0, -1));
  if (word.endsWith('ied')) tries.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ed')) tries.push(word.slice(0, -1), word.slice(0, -2), word.slice(0, -3));
  if (word.endsWith('ing')) tries.push(word.slice(0, -3), `${word.slice(0, -3)}e`, word.slice(0, -4));
  return tries.find(form => verbFrames(form).length > 0) ?? word;
}
