import type { Context } from './arguments.ts';
import { isNoun } from './phrase-links.ts';
import type { Reading } from './reading.ts';
import { roleEndingAt } from './roles.ts';
import type { Token } from './tokens.ts';

const CONTENT = /^(?:NOUN|VERB|ADJ|PROPN)$/;

/** A noun that tells an act, marked off from the verb of the same form. */
export function nounAct(context: Context, at: number): string {
  return `n:${wordOf(context, at)}`;
}

/** Lemma of a verb with the particle that changes its meaning ("call-off"). */
export function actOf(context: Context, reading: Reading): string {
  const { tokens, chunks } = context.phrases;
  const lemma = tokens[reading.clause.verb.head]?.lemma ?? '';
  const next = chunks[reading.clause.at + 1];
  const particle =
    reading.match?.particle ??
    (next && next.kind === 'adv' && /^(?:off|out|up|down|back|away|over)$/.test(next.word) ? next.word : null);
  if (particle) return `${lemma}-${particle}`;
  if (lemma !== 'be' || tokens[reading.clause.verb.head]?.pos === 'VERB') return lemma;
  if (next?.kind === 'adj') return `be-${next.word}`;
  return next?.kind === 'prep' ? `be-${next.word}-${wordOf(context, reading.clause.preps[0]?.nps[0])}` : lemma;
}

/** Head word of a noun chunk, masked when it is a name or a number. */
export function wordOf(context: Context, at: number | undefined): string {
  const chunk = at === undefined ? undefined : context.phrases.chunks[at];
  return isNoun(chunk) ? masked(context, chunk.head) : '';
}

/** Lemma of a word, masked when it is a name, a number or a pronoun: the scorer must not learn who tends to do what. */
export function masked(context: Context, i: number): string {
  const { tokens } = context.phrases;
  const token = tokens[i];
  if (!token) return '';
  const mention = context.phrases.mentionOf[i];
  if (mention) return `<${mention.kind}>`;
  if (token.pos === 'NUM' || /\d/.test(token.text)) return '<number>';
  if (token.pos === 'PROPN' && roleEndingAt(tokens, i) === null && /^\p{Lu}/u.test(token.text) && i > 0)
    return '<name>';
  if (token.pos === 'PRON') return '<pronoun>';
  return token.lemma;
}

/** Content words before the head of a noun chunk, masked. */
export function modifiersOf(context: Context, at: number | undefined): string[] {
  const chunk = at === undefined ? undefined : context.phrases.chunks[at];
  if (!isNoun(chunk)) return [];
  const out: string[] = [];
  for (let i: number = Math.max(chunk.from, chunk.head - 4); i < chunk.head; i += 1)
    if (CONTENT.test(context.phrases.tokens[i]?.pos ?? '')) out.push(masked(context, i));
  return out;
}

/** True for a word that says something by itself. */
export function isContent(token: Token): boolean {
  return CONTENT.test(token.pos) || token.pos === 'NUM';
}
