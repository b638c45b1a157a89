import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readValue, readValues, TooDeep } from './json.ts';

const valuesOf = (text: string) => readValues(text).values.map(({ value }) => value);

describe('numbers that a JavaScript number cannot hold', () => {
  test.each([
    ['1e400', '1e400'],
    ['-1E400', '-1E400'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740992', '-9007199254740992'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
    ['9007199254740991', 9007199254740991],
    ['1e-400', 0],
    ['0.1', 0.1],
    ['1e15', 1e15],
  ])('%s inside meta is %j, however deep', (number, kept) => {
    const meta = `{"a":[{"b": ${number} },${number}],"c":${number}}`;
    expect(valuesOf(`{"text":"a, 1e400","meta":${meta}}`)).toEqual([
      { text: 'a, 1e400', meta: { a: [{ b: kept }, kept], c: kept } },
    ]);
  });

  test('are left to be refused in a field that is read', () => {
    expect(valuesOf('{"id":9007199254740993,"meta":{"n":9007199254740993}}')).toEqual([
      // What JSON.parse makes of it is no safe integer, which the schema of a report refuses.
      { id: 9007199254740992, meta: { n: '9007199254740993' } },
    ]);
  });

  test('are found under a key that is written with escapes, in every report of a list', () => {
    expect(valuesOf('[{"m\\u0065ta":1e999}, {"meta":[2,1e999]} ]')).toEqual([
      { meta: '1e999' },
      { meta: [2, '1e999'] },
    ]);
  });

  test('in a text are words like any other', () => {
    expect(valuesOf('{"meta":"1e999","text":"\\" 1e999"}')).toEqual([{ meta: '1e999', text: '" 1e999' }]);
  });
});

describe('each value of a list', () => {
  test('keeps the very text it was sent as', () => {
    const items = ['{ "text" : "a\\u0041" }', '{"text":"]},{","n":1.0e2}', '7', '"x"', 'null', '[1, [2]]'];
    for (const text of [
      `[${items.join(' ,\n')}]`,
      `{"reports":[1], "other":{}, "reports" : [ ${items.join(',')} ] }`,
    ]) {
      const { list, values } = readValues(text);
      expect(list).toBe(true);
      expect(values.map(it => it.text)).toEqual(items);
    }
  });

  test('is what parsing the whole says, for any values and any spaces', () => {
    const indent = fc.constantFrom('', ' ', '\n\t ');
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ noUnicodeString: false })), indent, (all, space) => {
        const parsed = JSON.parse(JSON.stringify(all));
        const { values } = readValues(JSON.stringify(all, null, space));
        expect(values.map(({ text }) => JSON.parse(text))).toEqual(parsed);
        // JSON.stringify of values of this size writes nothing that is too large.
        expect(values.map(({ value }) => JSON.stringify(value)?.length)).toHaveLength(all.length);
      }),
    );
  });

  test('of none is none', () => {
    expect(readValues(' [ ] ')).toEqual({ list: true, values: [] });
    expect(readValues('{"reports":[]}')).toEqual({ list: true, values: [] });
  });
});

test('one value is itself, with its text', () => {
  expect(readValues(' {"text":"a"}\n')).toEqual({
    list: false,
    values: [{ value: { text: 'a' }, text: ' {"text":"a"}\n' }],
  });
  expect(readValues('{"reports":7}').list).toBe(false);
});

test.each(['', '{', '[1,]', '{"a":1,}', '[1 2]', "{'a':1}", '1e', '-', '[01]', 'nul', '{"a"}'])(
  '%j is refused',
  text => {
    expect(() => readValues(text)).toThrow(SyntaxError);
  },
);

test('a tower of brackets is refused before it is parsed, in a string it is text', () => {
  expect(() => readValues('['.repeat(1_000_000))).toThrow(TooDeep);
  expect(readValues(JSON.stringify({ text: '['.repeat(100_000) })).values).toHaveLength(1);
});

test('one value alone is what it is, a list as well', () => {
  expect(readValue('[{"meta":1e999}]')).toEqual([{ meta: Number.POSITIVE_INFINITY }]);
  expect(readValue('{"meta":1e999}')).toEqual({ meta: '1e999' });
});
