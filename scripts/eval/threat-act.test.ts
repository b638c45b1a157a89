import { describe, expect, test } from 'vitest';
import { party } from './sample-event.ts';
import { classOf, isAbroad } from './threat-act.ts';

test('threats and acts are told apart, and the rest is neither', () => {
  expect(classOf({ type: 'THREATEN', mode: null })).toBe('threat');
  expect(classOf({ type: 'MOBILIZE', mode: 'troops' })).toBe('threat');
  expect(classOf({ type: 'ASSAULT', mode: null })).toBe('act');
  expect(classOf({ type: 'COERCE', mode: 'seize' })).toBe('act');
  expect(classOf({ type: 'COERCE', mode: 'arrest' })).toBeNull();
  expect(classOf({ type: 'PROTEST', mode: null })).toBeNull();
});

describe('an event is not domestic', () => {
  test.each([
    ['two countries', ['AUS'], ['IDN'], true],
    ['another country alone', ['IDN'], [], true],
    ['another country at home', ['IDN'], ['IDN'], true],
    ['home alone', ['AUS'], [], false],
    ['home with itself', ['AUS'], ['AUS'], false],
    ['nobody', [], [], false],
  ])('%s', (_name, actors, recipients, expected) => {
    const event = { actors: actors.map(code => party(code)), recipients: recipients.map(code => party(code)) };
    expect(isAbroad(event, 'AUS')).toBe(expected);
  });
});
