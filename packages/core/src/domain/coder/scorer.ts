import { EVENT_TYPES, type EventType } from '../ontology.ts';
import { bytesOf } from './bytes.ts';
import { createRows, createScores, type SparseWeights, softmax } from './linear.ts';
import type { Signs } from './signs.ts';
import { DIMENSIONS, vectorAt, vectorValue } from './word-vectors.ts';

/** The answers that the scorer chooses from: no event, then the 16 types. */
export const CLASSES: readonly (EventType | 'NONE')[] = ['NONE', ...EVENT_TYPES];
const SIZE = CLASSES.length;

/** Places whose words are looked up in the word vectors, each with weights of its own. */
export const PLACES = ['act', 'object', 'complement', 'around'] as const;

/** Weights of the scorer: named features, and one row of 17 for each number of each place's word vector. */
export type ScorerWeights = SparseWeights & { denseStep: number; dense: string };

/** Gives the probability of each class for the signs of one candidate, in the order of CLASSES; they add up to 1. */
export type Scorer = (signs: Signs) => Float64Array;

/** Multinomial logistic regression over named features and word vectors. Pure; the same signs give the same bytes. */
export function createScorer(weights: ScorerWeights): Scorer {
  const scoresOf = createScores(weights, SIZE);
  const dense = bytesOf(weights.dense);
  const known = PLACES.map(() => new Map<string, Float64Array | null>());

  const wordScores = (place: number, word: string): Float64Array | null => {
    const at = vectorAt(word);
    if (at < 0) return null;
    const out = new Float64Array(SIZE);
    for (let i = 0; i < DIMENSIONS; i += 1) {
      const value = vectorValue(at, i) * weights.denseStep;
      const row = (place * DIMENSIONS + i) * SIZE;
      for (let c = 0; c < SIZE; c += 1) out[c] = (out[c] ?? 0) + value * (dense[row + c] ?? 0);
    }
    return out;
  };

  return signs => {
    const scores = scoresOf(signs.names.hashes);
    PLACES.forEach((place, p) => {
      const found: Float64Array[] = [];
      for (const word of signs.words[place]) {
        let score = known[p]?.get(word);
        if (score === undefined) {
          score = wordScores(p, word);
          known[p]?.set(word, score);
        }
        if (score) found.push(score);
      }
      for (const score of found)
        for (let c = 0; c < SIZE; c += 1) scores[c] = (scores[c] ?? 0) + (score[c] ?? 0) / found.length;
    });
    return softmax(scores);
  };
}

const TOLD = 3;

/** Names of the features that spoke most for a class and against no event, strongest first; at most three. */
export function createExplain(weights: ScorerWeights): (hashes: readonly number[], type: EventType) => string[] {
  const names = weights.names.split('\n');
  const rowOf = createRows(names);
  const sparse = bytesOf(weights.sparse);
  return (hashes, type) => {
    const c = CLASSES.indexOf(type);
    const told = new Map<string, number>();
    for (const hash of hashes) {
      const row = rowOf(hash);
      const weight = row < 0 ? 0 : (sparse[row * SIZE + c] ?? 0) - (sparse[row * SIZE] ?? 0);
      if (weight > 0) told.set(names[row] ?? '', weight);
    }
    return [...told]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, TOLD)
      .map(([name]) => name);
  };
}
