import { describe, expect, test } from 'vitest';
import { fnv1a, MINHASH_SIZE, minhash } from './minhash.ts';

const STORY = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ');
const OTHER = Array.from({ length: 300 }, (_, i) => `different${i * 7}`).join(' ');

function similarity(a: number[], b: number[]): number {
  return a.filter((value, i) => value === b[i]).length / MINHASH_SIZE;
}

describe('the similarity of two texts', () => {
  test('is 1 for one text, whatever its case and punctuation', () => {
    expect(
      similarity(
        minhash('The US strikes hit Iraq, officials said.'),
        minhash('the us STRIKES hit Iraq officials said'),
      ),
    ).toBe(1);
  });

  test('is at least .8 for a reprint with a new first line', () => {
    expect(similarity(minhash(STORY), minhash(`Reuters reports tonight: ${STORY}`))).toBeGreaterThanOrEqual(0.8);
  });

  test('is low for different texts', () => {
    expect(similarity(minhash(STORY), minhash(OTHER))).toBeLessThan(0.2);
  });

  test('follows the share of shingles that both have', () => {
    const half = `${STORY.split(' ').slice(0, 150).join(' ')} ${OTHER.split(' ').slice(0, 150).join(' ')}`;
    const value = similarity(minhash(STORY), minhash(half));
    expect(value).toBeGreaterThan(0.33 - 0.2);
    expect(value).toBeLessThan(0.33 + 0.2);
  });

  test('depends on the order of the words', () => {
    expect(similarity(minhash(STORY), minhash(STORY.split(' ').reverse().join(' ')))).toBeLessThan(0.2);
  });
});

test('a text of fewer than five words is one shingle, one without words has none', () => {
  expect(minhash('Iraq and Iran')).toHaveLength(MINHASH_SIZE);
  expect(minhash('Iraq and Iran')).not.toEqual(minhash('Iraq and Iran spoke'));
  expect(minhash('…!')).toEqual([]);
});

test('all values are unsigned and of 32 bits', () => {
  expect(minhash(STORY).every(value => Number.isInteger(value) && value >= 0 && value <= 0xffffffff)).toBe(true);
});

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('FNV-1a of %j is that of its authors', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});
