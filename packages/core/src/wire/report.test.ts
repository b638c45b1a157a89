import { describe, expect, test } from 'vitest';
import { type ParsedReport, parsePlainReport, parseReport, REPORT_LIMITS, type Report } from './report.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const FAR_APART = { title: 'Strikes', text: 'US strikes hit Iraq.' };

function taken(parsed: ParsedReport): Report {
  if (!parsed.ok) throw new Error(parsed.errors.map(error => error.detail).join('; '));
  return parsed.report;
}
const read = (value: unknown) => taken(parseReport(value, NOW));
function refusal(value: unknown) {
  const parsed = parseReport(value, NOW);
  return parsed.ok ? null : parsed.errors;
}
/** As a body is read, so that keys such as `__proto__` are the report's own. */
const json = (text: string): unknown => JSON.parse(text);
const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i += 1) value = { inner: value };
  return value;
};

describe('the text that offsets count in', () => {
  test.each([
    [{ title: 'A title', text: 'A text' }, 'A title\n\nA text', 7],
    [{ title: 'A title' }, 'A title', 7],
    [{ text: 'A text' }, 'A text', 0],
    [{ title: '  ', text: 'A text' }, 'A text', 0],
    [{ title: 'A title', text: '\n\t' }, 'A title', 7],
    [{ title: null, text: ' led by space' }, ' led by space', 0],
  ])('of %j', (value, text, titleLength) => {
    expect(read(value)).toMatchObject({ text, titleLength });
  });

  test.each([{}, { title: ' ', text: '' }, { id: 'a', url: 'https://example.org' }, { title: null, text: null }])(
    '%j has neither title nor text and is refused',
    value => {
      expect(refusal(value)).toEqual([{ pointer: '', detail: expect.stringContaining('title or a text') }]);
    },
  );

  test.each([['a text'], [42], [null], [['a']], [true]])('%j is no report', value => {
    expect(refusal(value)).not.toBeNull();
  });
});

describe('characters that cannot be stored', () => {
  test('NUL and lone surrogates are replaced one for one and flagged', () => {
    expect(read({ title: 'a\0b', text: 'c\uD800d' })).toMatchObject({
      text: 'a\uFFFDb\n\nc\uFFFDd',
      flags: ['nul', 'surrogate'],
    });
  });

  test('also in every other field that is kept', () => {
    const report = read({
      id: 'i\0',
      text: 't',
      url: 'u\0',
      language: 'e\0',
      outlet: { name: 'o\0', family: 'f\0', country: 'c\0' },
      tags: ['g\uDC00'],
      meta: { 'k\0': ['m\0'] },
    });
    expect(report).toMatchObject({
      id: 'i\uFFFD',
      url: 'u\uFFFD',
      language: 'e\uFFFD',
      outlet: { name: 'o\uFFFD', family: 'f\uFFFD', country: 'c\uFFFD' },
      tags: ['g\uFFFD'],
      meta: { 'k\uFFFD': ['m\uFFFD'] },
      flags: ['nul', 'surrogate'],
    });
  });
});

describe('keys that would reach a prototype', () => {
  test.each([
    '{"text":"a","__proto__":{"admin":true}}',
    '{"text":"a","meta":{"deep":[{"__proto__":1}]}}',
    '{"text":"a","constructor":{}}',
    '{"text":"a","meta":{"prototype":1}}',
  ])('%s is refused', text => {
    expect(refusal(json(text))).toEqual([expect.objectContaining({ detail: 'this key is not allowed' })]);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test('such a word as a value is only a word', () => {
    expect(read({ text: 'the constructor of the __proto__' }).text).toContain('__proto__');
  });
});

describe('how deep and how much', () => {
  test('32 levels are taken, 33 are not', () => {
    expect(read({ text: 'a', meta: nested(31) }).text).toBe('a');
    expect(refusal({ text: 'a', meta: nested(32) })).toEqual([
      { pointer: '', detail: expect.stringContaining('deeper than 32') },
    ]);
  });

  test('20,000 values are taken, one more is not', () => {
    const values = (n: number) => ({ text: 'a', meta: Array.from({ length: n - 2 }, () => 0) });
    expect(read(values(20_000)).text).toBe('a');
    expect(refusal(values(20_001))).toEqual([{ pointer: '', detail: expect.stringContaining('more than 20000') }]);
  });

  test('1 MiB of text in UTF-8 is taken, one byte more is not, and the limit is named', () => {
    const limit = REPORT_LIMITS.textBytes;
    expect(read({ text: 'a'.repeat(limit) }).text).toHaveLength(limit);
    expect(read({ text: 'é'.repeat(limit / 2) }).text).toHaveLength(limit / 2);
    expect(read({ text: '😀'.repeat(limit / 4) }).text).toHaveLength(limit / 2);
    for (const text of ['a'.repeat(limit + 1), `${'€'.repeat(limit / 3)}aa`, `${'😀'.repeat(limit / 4)}a`]) {
      expect(refusal({ text })).toEqual([expect.objectContaining({ pointer: '/text', tooLarge: limit })]);
    }
  });
});

describe('numbers that lose digits', () => {
  test.each([
    ['{"text":"a","id":1e400}'],
    ['{"text":"a","id":9007199254740993}'],
    ['{"text":"a","id":1.5}'],
    ['{"text":"a","id":""}'],
    ['{"text":"a","publishedAt":1e400}'],
  ])('%s is refused, because the field is read', text => {
    expect(refusal(json(text))).toEqual([
      expect.objectContaining({ pointer: expect.stringMatching(/^\/(id|publishedAt)$/) }),
    ]);
  });

  test('inside meta they are kept as text', () => {
    const meta = json('{"big":9007199254740993,"huge":1e400,"small":-1e400,"fine":1.5,"most":9007199254740991}');
    const kept = read({ text: 'a', meta }).meta;
    expect(kept).toMatchObject({ fine: 1.5, most: 9_007_199_254_740_991 });
    expect(kept).toMatchObject({ big: expect.any(String), huge: expect.any(String), small: expect.any(String) });
  });

  test('a whole number as id is its digits', () => {
    expect(read({ text: 'a', id: 42 }).id).toBe('42');
  });

  test('the last of two equal keys counts', () => {
    expect(read(json('{"text":"first","text":"last"}')).text).toBe('last');
  });
});

describe('the date of publication', () => {
  test.each([{ publishedAt: '2024-01-25' }, { published_at: '2024-01-25' }])('is read from %j', date => {
    expect(read({ ...FAR_APART, ...date })).toMatchObject({ publishedAt: { day: '2024-01-25' }, flags: [] });
  });

  test.each(['2026-02-30', '+275760-09-13', 'now', '2027-01-01', '1899-12-31', '', 1_706_203_800])(
    '%j is dropped and flagged, the report kept',
    publishedAt => {
      expect(read({ ...FAR_APART, publishedAt })).toMatchObject({ publishedAt: null, flags: ['date-ignored'] });
    },
  );

  test('none is no fault', () => {
    expect(read(FAR_APART)).toMatchObject({ publishedAt: null, flags: [] });
    expect(read({ ...FAR_APART, publishedAt: null })).toMatchObject({ publishedAt: null, flags: [] });
  });
});

describe('the other fields', () => {
  test('an outlet is a name or an object with a name', () => {
    expect(read({ text: 'a', outlet: 'Gazette' }).outlet).toEqual({ name: 'Gazette', family: null, country: null });
    expect(read({ text: 'a', outlet: { name: 'Gazette', family: 'Press', country: 'GBR' } }).outlet).toEqual({
      name: 'Gazette',
      family: 'Press',
      country: 'GBR',
    });
    expect(read({ text: 'a', outlet: ' ' }).outlet).toBeNull();
  });

  test.each([
    [{ id: 'x'.repeat(201) }, '/id'],
    [{ url: 'x'.repeat(2_049) }, '/url'],
    [{ tags: Array.from({ length: 51 }, () => 't') }, '/tags'],
    [{ tags: ['ok', 7] }, '/tags/1'],
    [{ title: 7 }, '/title'],
    [{ outlet: { family: 'Press' } }, '/outlet'],
    [{ language: {} }, '/language'],
  ])('%j is refused and the place named', (fields, pointer) => {
    const errors = refusal({ text: 'a', ...fields });
    expect(errors?.map(error => error.pointer)).toContainEqual(expect.stringContaining(pointer));
  });

  test('unknown keys are ignored and named', () => {
    expect(parseReport({ text: 'a', author: 'x', 'publish-date': 'y' }, NOW)).toMatchObject({
      ok: true,
      ignored: ['author', 'publish-date'],
    });
  });
});

describe('a report as plain text', () => {
  const plain = (text: string) => taken(parsePlainReport(text, NOW));

  test.each(['date 2024-01-25\nThe United States', '\n  date 2024-01-25 The United States', 'Date   2024-01-25\n'])(
    '%j gives its day and keeps it in the text',
    text => {
      expect(plain(text)).toMatchObject({ text, titleLength: 0, publishedAt: { day: '2024-01-25' }, flags: [] });
    },
  );

  test.each(['The date 2024-01-25 was set', 'date: 2024-01-25', 'date 2024-01-251', 'update 2024-01-25'])(
    '%j has no head',
    text => {
      expect(plain(text)).toMatchObject({ text, publishedAt: null, flags: [] });
    },
  );

  test('a head with a day that does not exist is flagged', () => {
    expect(plain('date 2026-02-30\nText')).toMatchObject({ publishedAt: null, flags: ['date-ignored'] });
  });
});
