import { describe, expect, test } from 'vitest';
import { exampleEvent, exampleParty } from '../domain/example-event.ts';
import { codedEventId, deriveId, newKey, reportIdOf, sha256, suppressedWithIds, withIds } from './ids.ts';

const REPORT = '11111111-1111-5111-8111-111111111111';
const STRIKE = exampleEvent('ASSAULT', ['USA'], ['IRQ']);
const idOf = (event: typeof STRIKE) => codedEventId(REPORT, event);

describe('a derived id', () => {
  test('is a version 5 UUID, the same for the same parts', () => {
    expect(deriveId('received', REPORT)).toBe(deriveId('received', REPORT));
    expect(deriveId('received', REPORT)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('does not change from release to release', () => {
    expect(deriveId('source', 'local')).toBe('2fd9239e-36ce-5f68-804b-1dc8a2a9d842');
  });

  test.each([
    [['a', 'b'], ['ab']],
    [['a', 'b'], ['a,b']],
    [['1'], [1]],
    [['null'], [null]],
    [['a', ''], ['a']],
  ])('of %j differs from that of %j', (some, others) => {
    expect(deriveId(...some)).not.toBe(deriveId(...others));
  });
});

describe('the id of a report', () => {
  const hash = sha256('content');

  test('follows the id of the sender, else the content', () => {
    expect(reportIdOf(REPORT, 'a', hash)).toBe(reportIdOf(REPORT, 'a', sha256('other content')));
    expect(reportIdOf(REPORT, null, hash)).toBe(reportIdOf(REPORT, null, sha256('content')));
    expect(reportIdOf(REPORT, null, hash)).not.toBe(reportIdOf(REPORT, null, sha256('other content')));
  });

  test('belongs to one source', () => {
    const other = '22222222-2222-5222-8222-222222222222';
    expect(reportIdOf(REPORT, 'a', hash)).not.toBe(reportIdOf(other, 'a', hash));
    expect(reportIdOf(REPORT, null, hash)).not.toBe(reportIdOf(other, null, hash));
  });

  test('given by a sender never meets one made from content', () => {
    expect(reportIdOf(REPORT, hash.toString('hex'), hash)).not.toBe(reportIdOf(REPORT, null, hash));
  });
});

describe('the id of a coded event', () => {
  test('stays when another version of the coder is surer, or words its rule otherwise', () => {
    const evidence = [{ start: 4, end: 10, role: 'trigger' as const, rule: 'another', weight: 0.2 }];
    expect(idOf({ ...STRIKE, evidence, cameo: '190', mode: 'aerial', date: null })).toBe(idOf(STRIKE));
    expect(idOf(exampleEvent('ASSAULT', ['USA'], ['IRQ'], { p: 0.6 }))).toBe(idOf(STRIKE));
  });

  test.each([
    ['type', exampleEvent('COERCE', ['USA'], ['IRQ'])],
    ['sides', exampleEvent('ASSAULT', ['IRQ'], ['USA'])],
    ['recipient', exampleEvent('ASSAULT', ['USA'], [exampleParty('SYR')])],
    ['trigger', { ...STRIKE, evidence: [{ start: 5, end: 10, role: 'trigger' as const, rule: 'example', weight: 1 }] }],
  ])('changes with its %s', (_, event) => {
    expect(idOf(event)).not.toBe(idOf(STRIKE));
  });

  test('is not that of the same act suppressed, nor twice the same among the suppressed', () => {
    const suppressed = suppressedWithIds(REPORT, [
      { ...STRIKE, reason: 'negated' },
      { ...STRIKE, reason: 'historical' },
    ]);
    const ids = [...withIds(REPORT, [STRIKE]), ...suppressed].map(event => event.id);
    expect(new Set(ids).size).toBe(3);
  });
});

test('a new key has 43 random characters', () => {
  expect(newKey()).toMatch(/^tsk_[A-Za-z0-9_-]{43}$/);
  expect(newKey()).not.toBe(newKey());
});
