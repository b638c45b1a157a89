import { bytesOf } from './bytes.ts';
import table from './word-vectors.json' with { type: 'json' };

const rows = new Map(table.words.split(' ').map((word, row) => [word, row]));
const vectors = bytesOf(table.vectors);

/** Numbers in a word vector. */
export const DIMENSIONS = table.dimensions;

/** Where the vector of a word (small letters) begins in the table, or -1 for a word that has none. */
export function vectorAt(word: string): number {
  const row = rows.get(word);
  return row === undefined ? -1 : row * DIMENSIONS;
}

/** One number of a vector, in units of 1/256; vectors have length 1. */
export function vectorValue(at: number, i: number): number {
  return (vectors[at + i] ?? 0) / table.scale;
}
