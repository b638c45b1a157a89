import type { Coder } from '@tensiometer/core/domain/coded-event.ts';
import { expect, test } from 'vitest';
import { contextOf, recording } from './context.ts';
import { scoreDeterminism } from './determinism.ts';

const stub = (reason: (text: string) => 'empty' | 'no-act'): Coder => ({
  version: { name: 'stub', version: '1' },
  code: ({ text }) => ({
    outcome: 'not-coded',
    reason: reason(text),
    events: [],
    suppressed: [],
    countries: [],
    language: 'en',
    coder: { name: 'stub', version: '1' },
  }),
});
const differing = (coder: Coder): number => {
  const { coder: recorder, recorded } = recording(coder);
  const { code } = contextOf(recorder, '', () => {});
  for (let i = 0; i < 20; i += 1) code(`text ${i}`);
  return scoreDeterminism(coder, recorded, () => {}).figures[0]?.value ?? Number.NaN;
};

test('a coder that answers by the text alone differs nowhere', () => {
  expect(differing(stub(text => (text.endsWith('1') ? 'empty' : 'no-act')))).toBe(0);
});

test('a coder that remembers is found out', () => {
  let calls = 0;
  expect(differing(stub(() => (calls++ < 20 ? 'empty' : 'no-act')))).toBe(20);
});
