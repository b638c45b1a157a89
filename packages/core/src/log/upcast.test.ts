import { expect, test } from 'vitest';
import { SCHEMA_VERSIONS, UnknownLogEvent, type Upcast, upcast } from './upcast.ts';

const versions = { ...SCHEMA_VERSIONS, SourceWithdrawn: 3 };
const add =
  (word: string): Upcast =>
  data =>
    `${data} ${word}`;
const upcasts = { SourceWithdrawn: [add('two'), add('three')] };

test.each([
  [1, 'one two three'],
  [2, 'one three'],
  [3, 'one'],
])('an event in shape %i passes every step to today', (schemaVersion, data) => {
  expect(upcast('SourceWithdrawn', schemaVersion, 'one', versions, upcasts)).toEqual({ type: 'SourceWithdrawn', data });
});

test('what cannot be brought to today stops whoever reads', () => {
  expect(() => upcast('MoonLanded', 1, {})).toThrow(UnknownLogEvent);
  expect(() => upcast('SourceWithdrawn', 4, {}, versions, upcasts)).toThrow('reads up to 3');
  expect(() => upcast('SourceWithdrawn', 1, {}, versions, { SourceWithdrawn: [add('two')] })).toThrow(
    'from shape 1 to 3',
  );
});
