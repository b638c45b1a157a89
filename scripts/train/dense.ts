import { PLACES } from '@tensiometer/core/domain/coder/scorer.ts';
import type { Signs } from '@tensiometer/core/domain/coder/signs.ts';
import { DIMENSIONS, vectorAt, vectorValue } from '@tensiometer/core/domain/coder/word-vectors.ts';

/** The word vectors of a candidate, one after the other: for each place the mean of the words that have one. */
export function denseOf(signs: Signs): Float64Array {
  const out = new Float64Array(PLACES.length * DIMENSIONS);
  PLACES.forEach((place, p) => {
    const found = signs.words[place].map(vectorAt).filter(at => at >= 0);
    for (const at of found)
      for (let i = 0; i < DIMENSIONS; i += 1) {
        const to = p * DIMENSIONS + i;
        out[to] = (out[to] ?? 0) + vectorValue(at, i) / found.length;
      }
  });
  return out;
}
