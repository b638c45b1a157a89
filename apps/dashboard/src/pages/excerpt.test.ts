import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptAround } from './excerpt.ts';

const sentence =
  'Residents and officials said on Friday night that US warplanes bombed militias near the border with Syria';

test('a short text is left whole', () => {
  expect(excerptAround('Iraq condemned it', 5, 14, 90)).toEqual({
    start: 0,
    end: 17,
    cutBefore: false,
    cutAfter: false,
  });
});
test('a long text is cut between words and keeps the act in sight', () => {
  const at = sentence.indexOf('bombed');
  const { start, end, cutBefore, cutAfter } = excerptAround(sentence, at, at + 6, 50);
  expect(sentence.slice(start, end)).toContain('bombed');
  expect([cutBefore, cutAfter]).toEqual([true, true]);
  expect(sentence[start - 1]).toBe(' ');
});
test('an act near the start leaves the start in place', () => {
  expect(excerptAround(sentence, 0, 9, 40).cutBefore).toBe(false);
});
test('never longer than asked and always around the act', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.nat(200), fc.integer({ min: 1, max: 10 }), (text, at, size) => {
      const from = Math.min(at, text.length);
      const to = Math.min(text.length, from + size);
      const { start, end } = excerptAround(text, from, to, 40);
      expect(end - start).toBeLessThanOrEqual(40);
      expect(start).toBeLessThanOrEqual(from);
      expect(end).toBeGreaterThanOrEqual(to);
    }),
  );
});
