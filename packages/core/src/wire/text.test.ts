import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, firstInvalidUtf8 } from './text.ts';

describe('cleaning a text', () => {
  test.each([
    ['plain', 'plain', []],
    ['a\0b', 'a\uFFFDb', ['nul']],
    ['a\uD800b', 'a\uFFFDb', ['surrogate']],
    ['a\uDC00', 'a\uFFFD', ['surrogate']],
    ['\0\uD83D', '\uFFFD\uFFFD', ['nul', 'surrogate']],
    ['😀 emoji stay', '😀 emoji stay', []],
    ['\uFFFD was there already', '\uFFFD was there already', []],
  ])('%j becomes %j', (text, clean, flags) => {
    expect(cleanText(text)).toEqual({ text: clean, flags });
  });

  test('never moves an offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(cleanText(text).text).toHaveLength(text.length);
      }),
    );
  });
});

describe('the first byte that is not UTF-8', () => {
  test.each([
    ['ASCII', [0x61, 0x62], -1],
    ['nothing', [], -1],
    ['a lone continuation byte', [0x61, 0x80], 1],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9], 3],
    ['an overlong slash', [0x61, 0xc0, 0xaf], 1],
    ['an overlong three-byte form', [0xe0, 0x80, 0xaf], 0],
    ['a surrogate', [0x61, 0x62, 0xed, 0xa0, 0x80], 2],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a cut sequence', [0x61, 0xe2, 0x82], 1],
    ['a byte that never occurs', [0x61, 0x62, 0x63, 0xff], 3],
    ['a broken third byte', [0xe2, 0x82, 0x41], 0],
  ])('%s', (_, bytes, offset) => {
    expect(firstInvalidUtf8(Uint8Array.from(bytes))).toBe(offset);
  });

  test('is found exactly when the strict decoder of the platform refuses', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const refuses = (bytes: Uint8Array) => {
      try {
        strict.decode(bytes);
        return false;
      } catch {
        return true;
      }
    };
    const mixed = fc
      .array(
        fc.oneof(
          fc.uint8Array({ maxLength: 4 }),
          fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
        ),
      )
      .map(parts => Uint8Array.from(Buffer.concat(parts)));
    fc.assert(
      fc.property(mixed, bytes => {
        expect(firstInvalidUtf8(bytes) >= 0).toBe(refuses(bytes));
      }),
      { numRuns: 500 },
    );
  });
});
