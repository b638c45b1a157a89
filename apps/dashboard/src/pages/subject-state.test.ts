import { describe, expect, test } from 'vitest';
import { readState, stateAddress } from './subject-state.ts';

const SUBJECT = 'IRQ-USA';
const read = (query: Record<string, string>) => readState(SUBJECT, query);

describe('the address of a subject holds all of its state', () => {
  test.each([
    '/subjects/IRQ-USA',
    '/subjects/IRQ-USA?range=90d',
    '/subjects/IRQ-USA?from=2024-01-01&to=2024-01-31&step=day',
    '/subjects/IRQ-USA?compare=IRN-USA,ISR&asOf=1842&at=2024-01-25&view=table&clock=local',
    '/subjects/IRQ-USA?asOf=2024-01-26T08:00Z&without=family:Salt,+Sand,story:y',
    '/subjects/IRQ-USA?indicator=tension',
  ])('%s', address => {
    const query = Object.fromEntries(new URL(address, 'http://x').searchParams);
    const { state, trouble } = read(query);
    expect(trouble).toEqual([]);
    expect(stateAddress(SUBJECT, state)).toBe(address);
  });
});

test.each([
  [{ range: '5d' }, 'range'],
  [{ from: '2024-02-01', to: '2024-01-01' }, 'range'],
  [{ indicator: 'mood' }, 'There is no indicator “mood”'],
  [{ compare: 'IRN-USA,Atlantis' }, '“Atlantis” is no country'],
  [{ compare: 'world' }, '“world” is no country'],
  [{ compare: 'IRN,ISR,YEM,SYR,LBN,JOR,EGY' }, 'At most 6'],
  [{ asOf: 'yesterday' }, '“yesterday” is no position'],
])('%o is left out and said', (query, words) => expect(read(query).trouble.join(' ')).toContain(words));

test('subjects to compare are named in any way, each once, never the page itself', () => {
  expect(read({ compare: 'usa-irn,Iran–United States,IRQ-USA,Israel' }).state.compare).toEqual(['IRN-USA', 'ISR']);
});
test('a time without a zone, as a form gives it, is UTC', () => {
  expect(read({ asOf: '2024-01-26T08:00' }).state.asOf).toBe('2024-01-26T08:00Z');
});
test('an instant opens its day', () => {
  expect(read({ at: '2024-01-25T14:00:00Z' }).state.at).toBe('2024-01-25');
});
