import { describe, expect, test } from 'vitest';
import { type Mark, pieces } from './marks.ts';

const text = 'US aircraft struck two depots';
const act: Mark = { start: 12, end: 18, kind: 'conflict', label: 'E1' };
const party: Mark = { start: 0, end: 11, kind: 'party' };

describe('pieces', () => {
  test('cover the text without loss, whatever the marks', () => {
    const marks: Mark[] = [
      act,
      party,
      { start: 5, end: 15, kind: 'set-aside', label: 'S1' },
      { start: -4, end: 99, kind: 'party' },
    ];
    expect(
      pieces(text, 0, marks)
        .map(piece => piece.text)
        .join(''),
    ).toBe(text);
  });
  test('carry every kind that covers them', () => {
    const overlapping: Mark = { start: 9, end: 14, kind: 'set-aside' };
    expect(pieces(text, 0, [act, party, overlapping]).map(piece => [piece.text, piece.kinds])).toEqual([
      ['US aircra', ['party']],
      ['ft', ['party', 'set-aside']],
      [' ', ['set-aside']],
      ['st', ['conflict', 'set-aside']],
      ['ruck', ['conflict']],
      [' two depots', []],
    ]);
  });
  test('open and close a label once, even where another mark cuts it', () => {
    const cut = pieces(text, 0, [act, { start: 14, end: 16, kind: 'party' }]);
    expect(cut.flatMap(piece => piece.opening)).toEqual(['E1']);
    expect(cut.flatMap(piece => piece.closing)).toEqual(['E1']);
    expect(cut.find(piece => piece.closing.length > 0)?.text).toBe('ck');
  });
  test('count offsets in the whole report, not in the paragraph', () => {
    const shifted = pieces(text, 100, [{ ...act, start: 112, end: 118 }]);
    expect(shifted.find(piece => piece.kinds.includes('conflict'))?.text).toBe('struck');
  });
  test('ignore a mark that is empty or elsewhere', () => {
    expect(
      pieces(text, 0, [
        { ...act, end: 12 },
        { ...act, start: 400, end: 410 },
      ]),
    ).toHaveLength(1);
  });
  test('a text of no characters has no pieces', () => expect(pieces('', 0, [act])).toEqual([]));
});
