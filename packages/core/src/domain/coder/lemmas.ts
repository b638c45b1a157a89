import type { Party } from '../coded-event.ts';
import type { Token } from './tokens.ts';

/** FNV-1a over UTF-16 code units, as an unsigned 32-bit number (Fowler, Noll, Vo). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

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
