import { describe, expect, test } from 'vitest';
import { agree, bestAnswer, countriesOf, mergedRoot, overlap, triggerWords } from './answers.ts';
import { party, sampleEvent } from './sample-event.ts';

test('overlap is the share of the shorter phrase, in words', () => {
  expect(overlap('the Iraqi government', 'Iraqi')).toBe(1);
  expect(overlap('Iraqi troops', 'Iraqi police')).toBe(0.5);
  expect(overlap('', 'Iraq')).toBe(0);
});

describe('the best answer', () => {
  const text = 'Iran accused Israel; Syria attacked Jordan.';
  const first = sampleEvent({ actors: [party('IRN', 0, 4)], recipients: [party('ISR', 13, 19)], overall: 0.6 });
  const second = sampleEvent({ actors: [party('SYR', 21, 26)], recipients: [party('JOR', 36, 42)], overall: 0.9 });

  test('is the one whose parties are marked', () => {
    expect(bestAnswer([first, second], text, { actor: 'Iran', recipient: 'Israel' })).toBe(first);
  });

  test('is the most confident where the marks do not tell', () => {
    expect(bestAnswer([first, second], text, { actor: 'Kuwait', recipient: 'Oman' })).toBe(second);
  });

  test('is none without events', () => {
    expect(bestAnswer([], text, { actor: 'Iran', recipient: 'Israel' })).toBeNull();
  });

  test('takes both sides of a reciprocal event together', () => {
    const together = sampleEvent({
      actors: [party('IRN', 0, 4), party('ISR', 13, 19)],
      reciprocal: true,
      overall: 0.5,
    });
    expect(bestAnswer([together, second], text, { actor: 'Israel', recipient: 'Iran' })).toBe(together);
  });
});

test('countries are a set in alphabetical order, without what is left out', () => {
  const parties = [party('USA'), party(null), party('UNO'), party('IRQ'), party('USA')];
  expect(countriesOf(parties)).toEqual(['IRQ', 'UNO', 'USA']);
  expect(countriesOf(parties, new Set(['UNO']))).toEqual(['IRQ', 'USA']);
});

describe('sides agree', () => {
  const gold = { actors: ['USA'], recipients: ['IRQ'] };

  test.each([
    ['the same', { actors: ['USA'], recipients: ['IRQ'] }, false, { actor: true, recipient: true }],
    ['turned about', { actors: ['IRQ'], recipients: ['USA'] }, false, { actor: false, recipient: false }],
    ['one too many', { actors: ['USA'], recipients: ['IRN', 'IRQ'] }, false, { actor: true, recipient: false }],
    ['reciprocal', { actors: ['IRQ', 'USA'], recipients: [] }, true, { actor: true, recipient: true }],
    ['reciprocal with another', { actors: ['IRN', 'USA'], recipients: [] }, true, { actor: false, recipient: false }],
  ])('%s', (_name, answer, reciprocal, expected) => {
    expect(agree(gold, answer, reciprocal)).toEqual(expected);
  });

  test('two empty sides are the same', () => {
    expect(agree({ actors: [], recipients: [] }, { actors: [], recipients: [] }, false)).toEqual({
      actor: true,
      recipient: true,
    });
  });
});

test('whatever yields is one root', () => {
  expect(['CONCEDE', 'RETREAT', 'AID'].map(mergedRoot)).toEqual(['YIELD', 'YIELD', 'AID']);
});

test('the words of a trigger are those of the text', () => {
  expect(triggerWords(sampleEvent({ at: [5, 12] }), 'Iran accused Israel')).toBe('accused');
});
