import type { Clause } from './clause.ts';
import type { Token } from './tokens.ts';

/** What the auxiliaries of one verb group say. `modal`: will (certain future), would, may (possible), must (demanded). */
export type Modality = {
  tense: 'past' | 'present' | 'future' | 'none';
  modal: 'will' | 'would' | 'may' | 'must' | null;
  perfect: 'has' | 'had' | null;
  negated: boolean;
  negation: Token | null;
  habitual: boolean;
};

const HABITUAL = new Set([
  'often',
  'usually',
  'regularly',
  'routinely',
  'frequently',
  'always',
  'typically',
  'generally',
  'normally',
  'traditionally',
  'sometimes',
  'periodically',
  'occasionally',
  'habitually',
]);
const NEGATIONS = new Set(['not', "n't", 'never', 'no', 'neither', 'nor', 'hardly', 'barely', 'without']);
const PRESENT_AUX = new Set(['is', 'are', 'has', 'have', 'do', 'does', 'am', "'re", "'ve", "'m"]);

/** Reads tense, modal, negation and habit from a verb group and the adverbs beside it. */
export function readModality(tokens: Token[], clause: Clause): Modality {
  const { verb } = clause;
  const words = tokens.slice(verb.from, verb.to).map(token => token.lower);
  const head = tokens[verb.head]?.lower ?? '';
  const before = tokens.slice(Math.max(0, verb.from - 2), verb.from).map(token => token.lower);
  const after = tokens.slice(verb.to, verb.to + 2).map(token => token.lower);
  const modal = readModal(words, after);
  const perfect =
    words.includes('had') && verb.head > verb.from
      ? 'had'
      : (words.includes('has') || words.includes('have') || words.includes("'ve")) && verb.head > verb.from
        ? 'has'
        : null;
  const negation =
    tokens.slice(verb.from, verb.to).find(token => NEGATIONS.has(token.lower)) ??
    (before.includes('never') ? tokens[verb.from - 1] : undefined) ??
    null;
  const habitual = [...words, ...before.slice(-1), ...after.slice(0, 1)].some(word => HABITUAL.has(word));
  const tense =
    modal === 'will' || modal === 'would'
      ? 'future'
      : verb.form === 'inf'
        ? 'none'
        : perfect || isPast(words, head, tokens[verb.head]?.lemma ?? head, verb.passive)
          ? 'past'
          : 'present';
  return { tense, modal, perfect, negated: negation !== null, negation, habitual };
}

function readModal(words: string[], after: string[]): Modality['modal'] {
  for (const word of words) {
    if (word === 'will' || word === 'shall' || word === "'ll" || word === 'wo') return 'will';
    if (word === 'would' || word === "'d") return 'would';
    if (word === 'may' || word === 'might' || word === 'could' || word === 'can' || word === 'ca' || word === 'cannot')
      return 'may';
    if (word === 'must' || word === 'should') return 'must';
  }
  if (words.includes('going') && after[0] === 'to') return 'will';
  return null;
}

const SAME_IN_PAST = new Set([
  'hit',
  'shut',
  'cut',
  'put',
  'set',
  'beat',
  'let',
  'quit',
  'cast',
  'hurt',
  'split',
  'spread',
  'bid',
  'rid',
]);

function isPast(words: string[], head: string, lemma: string, passive: boolean): boolean {
  if (words.includes('was') || words.includes('were') || words.includes('did') || words.includes('had')) return true;
  if (words.some(word => PRESENT_AUX.has(word))) return false;
  if (passive || SAME_IN_PAST.has(head)) return true;
  return head !== lemma && !head.endsWith('s') && !head.endsWith('ing');
}
