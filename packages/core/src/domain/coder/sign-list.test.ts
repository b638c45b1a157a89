import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fnv1a } from '../minhash.ts';
import { createSignList } from './sign-list.ts';

const part = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

test('a feature is found by the hash of its name, whatever its parts', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(part, { maxLength: 3 }), (field, [a, b, c]) => {
      const list = createSignList(true);
      list.add(field, a, b, c);
      expect(list.hashes).toEqual(list.names.map(fnv1a));
    }),
  );
});
