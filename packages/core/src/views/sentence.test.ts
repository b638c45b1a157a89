import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentenceAround } from './sentence.ts';

/** The sentence around the first place where `word` stands in the text. */
function around(text: string, word: string): string {
  const start = text.indexOf(word);
  const { start: from, end } = sentenceAround(text, { start, end: start + word.length });
  return text.slice(from, end);
}

describe('the sentence around a word', () => {
  const TEXT = 'Iraq protested. The U.S. struck three sites on Jan. 24. “We will answer,” said Gen. Ali. Talks go on!';

  test.each([
    ['protested', 'Iraq protested.'],
    ['struck', 'The U.S. struck three sites on Jan. 24.'],
    ['answer', '“We will answer,” said Gen. Ali.'],
    ['Talks', 'Talks go on!'],
  ])('%s', (word, sentence) => {
    expect(around(TEXT, word)).toBe(sentence);
  });

  test('ends at a line break, as a headline does', () => {
    expect(around('US strikes Iraq\n\nThe strikes came at night.', 'strikes')).toBe('US strikes Iraq');
    expect(around('US strikes Iraq\n\nThe strikes came at night.', 'night')).toBe('The strikes came at night.');
  });

  test('is the whole text when there is one sentence', () => {
    expect(around('  Iraq and Iran met  ', 'met')).toBe('Iraq and Iran met');
  });
});

test('a sentence that never ends is cut around its span', () => {
  const text = `${'and '.repeat(600)}TRIGGER ${'and '.repeat(600)}`;
  const sentence = around(text, 'TRIGGER');
  expect(sentence.length).toBeLessThanOrEqual(700);
  expect(sentence).toContain('TRIGGER');
});

test('the sentence holds its span, is at most 700 long and has no white space at its ends', () => {
  const words = fc.array(
    fc.constantFrom(
      'Iraq',
      'struck',
      'the',
      'and',
      'of',
      'strikes',
      'militia',
      'U.S.',
      'again.',
      'Then',
      '\n',
      'said!',
      '“No',
    ),
    {
      minLength: 1,
      maxLength: 400,
    },
  );
  fc.assert(
    fc.property(words, fc.nat(), (list, pick) => {
      const text = list.join(' ');
      const places = [...text.matchAll(/\S+/g)];
      const place = places[pick % Math.max(1, places.length)];
      if (!place) return;
      const span = { start: place.index, end: place.index + place[0].length };
      const { start, end } = sentenceAround(text, span);
      const sentence = text.slice(start, end);
      expect(start).toBeLessThanOrEqual(span.start);
      expect(end).toBeGreaterThanOrEqual(span.end);
      expect(sentence.length).toBeLessThanOrEqual(700);
      expect(sentence.trim()).toBe(sentence);
    }),
  );
});
