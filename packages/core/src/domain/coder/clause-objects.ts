import type { Chunk } from './chunk.ts';
import type { Clause } from './clause.ts';
import { verbFrames } from './frames.ts';
import { coordinatedRight, isNoun, prepsAfter, rightEdge, skip } from './phrase-links.ts';
import type { Token } from './tokens.ts';

export function attachObjects(chunks: Chunk[], clause: Clause, tokens: Token[]): void {
  const first = skip(chunks, clause.at + (isParticle(chunks, clause, tokens) ? 2 : 1), 1);
  if (isNoun(chunks[first])) {
    const head = rightEdge(chunks, first);
    clause.object = coordinatedRight(chunks, head);
    const last = clause.object[clause.object.length - 1] ?? head;
    const second = skip(chunks, last + 1, 1);
    if (isNoun(chunks[second])) clause.secondObject = coordinatedRight(chunks, rightEdge(chunks, second));
  }
  clause.preps = prepsAfter(chunks, clause.at);
  if (clause.object.length === 0) clause.object = lateObject(chunks, clause);
}

/** "handed over a suspect": a preposition that belongs to the verb, not to the noun behind it. */
function isParticle(chunks: Chunk[], clause: Clause, tokens: Token[]): boolean {
  const next = chunks[clause.at + 1];
  if (next?.kind !== 'prep' || clause.verb.passive) return false;
  return verbFrames(`${tokens[clause.verb.head]?.lemma ?? ''}-${next.word}`).some(frame => frame.objects[0] !== 'none');
}

/** An object after its complement: "classified as aggression Washington's bombings". */
function lateObject(chunks: Chunk[], clause: Clause): number[] {
  const last = clause.preps[clause.preps.length - 1];
  for (const prep of clause.preps) {
    const end = prep.nps[prep.nps.length - 1];
    if (end === undefined) continue;
    const next = skip(chunks, end + 1, 1);
    if (isNoun(chunks[next]) && next > end) return coordinatedRight(chunks, rightEdge(chunks, next));
    if (prep === last) break;
  }
  return [];
}

/** "strikes carried out by Israel": a past form after its noun and before "by" is a passive without its auxiliary. */
const SAYING =
  /^(?:say|tell|report|claim|believe|think|state|announce|confirm|add|allege|note|warn|insist|deny|admit|acknowledge|know|show|mean|see|hear|fear|hope)$/;

export function markReducedRelative(chunks: Chunk[], clauses: Clause[], clause: Clause, tokens: Token[]): void {
  const verb = clause.verb;
  if (verb.form !== 'finite' || verb.passive || verb.from !== verb.head) return;
  const word = tokens[verb.head]?.lower ?? '';
  if (!/(?:ed|en|wn|un|ld|nt|t|ck|de)$/.test(word)) return;
  const next = chunks[clause.at + 1];
  const particle = next?.kind === 'prep' || next?.kind === 'adv' ? chunks[clause.at + 2] : undefined;
  const owner = clauses[clauses.length - 1];
  const held =
    owner !== undefined && !SAYING.test(tokens[owner.verb.head]?.lemma ?? '') && owner.object.includes(clause.at - 1);
  if (held && /^(?:prep|stop|date|close)$/.test(next?.kind ?? 'stop')) {
    clause.reduced = true;
    clause.relative = true;
    clause.subject = [clause.at - 1];
    clause.governor = null;
    clause.link = null;
    return;
  }
  const by = (next?.kind === 'prep' && next.word === 'by') || (particle?.kind === 'prep' && particle.word === 'by');
  if (by && isNoun(chunks[clause.at - 1])) {
    clause.reduced = true;
    clause.relative = true;
    clause.subject = [clause.at - 1];
    clause.governor = null;
    clause.link = null;
  }
}
