import type { Party } from '../coded-event.ts';
import { fnv1a } from '../minhash.ts';
import type { Token } from './tokens.ts';

/** Sorted unique hashes of the content lemmas of a sentence, without the words that name the parties. */
export function lemmaHashes(tokens: Token[], parties: Party[]): number[] {
  const hashes = new Set<number>();
  for (const token of tokens) {
    if (!/^(?:NOUN|VERB|ADJ|PROPN|NUM)$/.test(token.pos)) continue;
    if (parties.some(party => party.span.start <= token.start && token.end <= party.span.end)) continue;
    hashes.add(fnv1a(token.lemma));
  }
  return [...hashes].sort((a, b) => a - b);
}
