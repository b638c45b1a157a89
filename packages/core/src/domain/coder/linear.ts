import { fnv1a } from '../minhash.ts';
import { bytesOf } from './bytes.ts';

/** Weights of named features as the training script writes them: signed bytes in units of `step`, one row a name. */
export type SparseWeights = { names: string; step: number; sparse: string };

/** Adds up the weights of features, given by the hashes of their names, into one score for each class. */
export function createScores(weights: SparseWeights, classes: number): (hashes: readonly number[]) => Float64Array {
  const names = weights.names === '' ? [] : weights.names.split('\n');
  const table = createTable(names.map(fnv1a));
  const sparse = bytesOf(weights.sparse);
  const { step } = weights;
  return hashes => {
    const scores = new Float64Array(classes);
    for (const hash of hashes) {
      const row = table(hash);
      if (row < 0) continue;
      const from = row * classes;
      for (let c = 0; c < classes; c += 1) scores[c] = (scores[c] ?? 0) + (sparse[from + c] ?? 0) * step;
    }
    return scores;
  };
}

/** Row of each hash by open addressing, -1 for a hash that has none; half of the places stay free. */
function createTable(hashes: readonly number[]): (hash: number) => number {
  let size = 1;
  while (size < hashes.length * 2 + 1) size *= 2;
  const keys = new Uint32Array(size);
  const rows = new Int32Array(size).fill(-1);
  hashes.forEach((hash, row) => {
    let at = hash & (size - 1);
    while (rows[at] !== -1) at = (at + 1) & (size - 1);
    keys[at] = hash;
    rows[at] = row;
  });
  return hash => {
    let at = hash & (size - 1);
    for (;;) {
      const row = rows[at] ?? -1;
      if (row === -1 || keys[at] === hash) return row;
      at = (at + 1) & (size - 1);
    }
  };
}

/** Turns scores into probabilities that add up to 1, in place. */
export function softmax(scores: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c += 1) {
    const value = Math.exp((scores[c] ?? 0) - top);
    scores[c] = value;
    sum += value;
  }
  for (let c = 0; c < scores.length; c += 1) scores[c] = (scores[c] ?? 0) / sum;
  return scores;
}
