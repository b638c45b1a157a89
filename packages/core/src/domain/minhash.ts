/** Number of hash functions: the standard error of the estimated similarity is at most 1/(2·√64) = 0.06. */
export const MINHASH_SIZE = 64;
const SHINGLE_WORDS = 5;

/** FNV-1a over UTF-16 code units, as an unsigned 32-bit integer. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Mixes one seed into a hash (the finaliser of MurmurHash3), so that one string hash yields many independent ones. */
function mix(hash: number, seed: number): number {
  let h = hash ^ Math.imul(seed + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * MinHash of a text's 5-word shingles (Broder 1997): the share of equal places of two signatures estimates the Jaccard
 * similarity of their shingles. Case and punctuation do not matter; a text of fewer than 5 words is one shingle, one
 * without words has an empty signature.
 */
export function minhash(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [];
  const signature = new Array<number>(MINHASH_SIZE).fill(0xffffffff);
  const last = Math.max(0, words.length - SHINGLE_WORDS);
  const seen = new Set<number>();
  for (let i = 0; i <= last; i += 1) seen.add(fnv1a(words.slice(i, i + SHINGLE_WORDS).join(' ')));
  for (const hash of seen) {
    for (let k = 0; k < MINHASH_SIZE; k += 1) {
      const value = mix(hash, k);
      if (value < (signature[k] ?? 0)) signature[k] = value;
    }
  }
  return signature;
}
