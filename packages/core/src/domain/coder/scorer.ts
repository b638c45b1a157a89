import { EVENT_TYPES, type EventType } from '../ontology.ts';
import { bytesOf } from './bytes.ts';
import { createScores, type SparseWeights, softmax } from './linear.ts';
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
export function createExplain(weights: ScorerWeights): (names: readonly string[], type: EventType) => string[] {
  const rows = new Map(weights.names.split('\n').map((name, row) => [name, row * SIZE]));
  const sparse = bytesOf(weights.sparse);
  return (names, type) => {
    const c = CLASSES.indexOf(type);
    const weightOf = (name: string): number => {
      const row = rows.get(name);
      return row === undefined ? 0 : (sparse[row + c] ?? 0) - (sparse[row] ?? 0);
    };
    return [...new Set(names)]
      .map(name => ({ name, weight: weightOf(name) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
      .slice(0, TOLD)
      .map(({ name }) => name);
  };
}
