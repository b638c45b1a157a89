import { describe, expect, test } from 'vitest';
import type { GoldEvent } from '../train/sentences.ts';
import { isRight, pairEvents, sidesRight } from './own.ts';
import { party, sampleEvent } from './sample-event.ts';

const gold = (given: Partial<GoldEvent>): GoldEvent => ({
  type: 'ACCUSE',
  mode: null,
  actors: ['IRN'],
  recipients: ['ISR'],
  told: null,
  triggers: [{ start: 5, end: 12 }],
  actorSpans: [{ start: 0, end: 4 }],
  recipientSpans: [{ start: 13, end: 19 }],
  ...given,
});
const accused = sampleEvent({ at: [5, 12], actors: [party('IRN')], recipients: [party('ISR')] });

describe('events are paired', () => {
  test('by a trigger that overlaps', () => {
    const event = gold({});
    expect(pairEvents([event], [accused])).toEqual([{ gold: event, answer: accused }]);
  });

  test('the same type first, each once, and the rest stand alone', () => {
    const event = gold({});
    const threat = sampleEvent({ at: [5, 8], type: 'THREATEN' });
    expect(pairEvents([event], [threat, accused])).toEqual([
      { gold: event, answer: accused },
      { gold: null, answer: threat },
    ]);
  });

  test('not across the sentence', () => {
    const event = gold({});
    const far = sampleEvent({ at: [30, 34] });
    expect(pairEvents([event], [far])).toEqual([
      { gold: event, answer: null },
      { gold: null, answer: far },
    ]);
  });
});

describe('right', () => {
  test('are type and both sides', () => {
    expect(isRight({ gold: gold({}), answer: accused })).toBe(true);
    expect(isRight({ gold: gold({ type: 'THREATEN' }), answer: accused })).toBe(false);
    expect(isRight({ gold: gold({ recipients: ['SYR'] }), answer: accused })).toBe(false);
    expect(isRight({ gold: null, answer: accused })).toBe(false);
    expect(isRight({ gold: gold({}), answer: null })).toBe(false);
  });

  test('a side without marked words has no country', () => {
    const silent = sampleEvent({ at: [5, 12], actors: [party('IRN')] });
    expect(sidesRight(gold({ recipientSpans: [] }), silent)).toEqual({ actor: true, recipient: true });
  });

  test('a joint act may be coded in either way', () => {
    const joint = gold({ actors: ['IRN', 'ISR'], recipients: [], recipientSpans: [] });
    expect(sidesRight(joint, accused)).toEqual({ actor: true, recipient: true });
  });
});
