import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepAlert } from './alert.ts';
import { type AlertInput, type AlertState, FIRST_STATE } from './alert-state.ts';
import { actText, EXAMPLE_RULE, HOUR, NOON, readingInput } from './example-rule.ts';
import type { Threshold } from './threshold.ts';

const RULE = EXAMPLE_RULE;
const AT_ONCE: Threshold = { ...RULE, forHours: 0 };
const reading = readingInput;

/** Runs inputs in order, each at its hour, and answers what was done, with when. */
function play(rule: Threshold, inputs: readonly [hour: number, AlertInput][]): { did: string[]; messages: number[] } {
  let now: AlertState = FIRST_STATE;
  const did: string[] = [];
  const messages: number[] = [];
  for (const [hour, input] of inputs) {
    const at = NOON + hour * HOUR;
    const step = stepAlert(rule, now, input, at);
    now = step.state;
    for (const act of step.acts) {
      did.push(`${hour}: ${actText(act)}${act.do === 'repeat' ? ` (${act.reason})` : ''}`);
      if (act.do !== 'clear' && (act.do === 'repeat' || act.heldBack === null)) messages.push(at);
    }
  }
  return { did, messages };
}
const tick: AlertInput = { kind: 'tick' };
const silencedUntil = (hour: number | null): AlertInput => ({
  kind: 'silenced',
  until: hour === null ? null : NOON + hour * HOUR,
});

describe('stories that users tell of bad alerts', () => {
  test('a value that swings on the line is one alert', () => {
    const swing = [39, 41, 39, 41, 36, 42, 36, 41].map((value, i): [number, AlertInput] => [i, reading(value)]);
    expect(play(AT_ONCE, swing).did).toEqual(['1: raise warning']);
  });

  test('one that swings through the recovery as well is one message a day', () => {
    const swing = Array.from({ length: 40 }, (_, i): [number, AlertInput] => [i, reading(i % 2 === 0 ? 42 : 20)]);
    const { did, messages } = play(AT_ONCE, swing);
    expect(did.slice(0, 4)).toEqual([
      '0: raise warning',
      '1: clear recovered',
      '2: raise warning [told-lately]',
      '3: clear recovered [never-told]',
    ]);
    expect(messages).toEqual([NOON, NOON + 24 * HOUR]);
  });

  test('a single outlier that does not last the pending time is none', () => {
    expect(
      play(RULE, [
        [0, reading(20)],
        [1, reading(95)],
        [1.5, reading(20)],
        [9, tick],
      ]).did,
    ).toEqual([]);
  });

  test('what lasts is raised by the clock alone, and told again once a day until it clears', () => {
    const hours = Array.from({ length: 60 }, (_, i): [number, AlertInput] => [i, i === 0 ? reading(42) : tick]);
    expect(play(RULE, [...hours, [60, reading(20)]]).did).toEqual([
      '2: raise warning',
      '26: repeat (interval)',
      '50: repeat (interval)',
      '60: clear recovered',
    ]);
  });

  test('a gap neither raises nor clears, and after it the pending time has gone on', () => {
    const gap: [number, AlertInput][] = [
      [0, reading(42)],
      [1, reading(null)],
      [5, tick],
      [6, reading(43)],
      [7, reading(null)],
      [9, reading(20)],
    ];
    expect(play(RULE, gap).did).toEqual(['6: raise warning', '9: clear recovered']);
  });

  test('silence of the sources is not calm: a value that sinks because reports stop clears nothing', () => {
    expect(
      play(AT_ONCE, [
        [0, reading(42)],
        [1, reading(20, { reports: 1 })],
        [2, reading(0, { reports: 0 })],
      ]).did,
    ).toEqual(['0: raise warning']);
  });

  test('on a rule that wants to know, missing readings are held for the pending time, told once, and end with the first reading', () => {
    const rule: Threshold = { ...RULE, noData: 'alert' };
    const gap: [number, AlertInput][] = [
      [0, reading(null)],
      [1, tick],
      [2, tick],
      [3, tick],
      [4, reading(20)],
    ];
    expect(play(rule, gap).did).toEqual(['2: raise warning', '4: clear readings-are-back']);
  });

  test('it gets worse: told at once, although a warning was told just now and acknowledged', () => {
    const worse: [number, AlertInput][] = [
      [0, reading(42)],
      [1, { kind: 'acknowledged' }],
      [2, reading(60)],
      [3, reading(50)],
      [4, reading(60)],
    ];
    expect(play(AT_ONCE, worse).did).toEqual(['0: raise warning', '2: escalate']);
  });

  test('acknowledged, it is not told again', () => {
    const known: [number, AlertInput][] = [
      [0, reading(42)],
      [1, { kind: 'acknowledged' }],
      [30, tick],
      [60, tick],
    ];
    expect(play(AT_ONCE, known).did).toEqual(['0: raise warning']);
  });

  test('a silence that ends while an alert stands that nobody heard of tells of it then', () => {
    const silence: [number, AlertInput][] = [
      [0, silencedUntil(5)],
      [1, reading(42)],
      [4, tick],
      [5, tick],
      [6, tick],
    ];
    expect(play(AT_ONCE, silence).did).toEqual(['1: raise warning [silenced]', '5: repeat (silence-expired)']);
  });

  test('a silence that ends after a message was sent waits for the interval', () => {
    const silence: [number, AlertInput][] = [
      [0, reading(42)],
      [1, silencedUntil(3)],
      [4, tick],
      [24, tick],
    ];
    expect(play(AT_ONCE, silence).did).toEqual(['0: raise warning', '24: repeat (interval)']);
  });

  test('an alert that came and went in a silence is told to nobody', () => {
    const silence: [number, AlertInput][] = [
      [0, silencedUntil(5)],
      [1, reading(42)],
      [2, reading(20)],
      [6, tick],
    ];
    expect(play(AT_ONCE, silence).did).toEqual(['1: raise warning [silenced]', '2: clear recovered [never-told]']);
  });

  test('quiet hours hold warnings back until they are over, and let through what is critical', () => {
    const rule: Threshold = { ...AT_ONCE, quiet: { from: '12:00', to: '18:00', timeZone: 'UTC', holds: 'warnings' } };
    expect(
      play(rule, [
        [1, reading(42)],
        [5, tick],
        [6, tick],
      ]).did,
    ).toEqual(['1: raise warning [quiet-hours]', '6: repeat (quiet-hours-ended)']);
    expect(play(rule, [[1, reading(60)]]).did).toEqual(['1: raise critical']);
  });

  test('an edit while it stands does not tell again, removing it ends it, and setting it again keeps the interval', () => {
    const edits: [number, AlertInput][] = [
      [0, reading(42)],
      [1, { kind: 'edited', sameMeasure: true }],
      [2, tick],
      [3, { kind: 'removed', reason: 'threshold-removed' }],
      [4, reading(42)],
    ];
    expect(play(AT_ONCE, edits).did).toEqual([
      '0: raise warning',
      '3: clear threshold-removed',
      '4: raise warning [told-lately]',
    ]);
  });

  test('a clock that goes back does nothing twice, and its readings of yesterday nothing at all', () => {
    const back: [number, AlertInput][] = [
      [2, reading(42)],
      [-9, tick],
      [-13, reading(20, { day: '2026-11-23' })],
      [3, tick],
    ];
    expect(play(AT_ONCE, back).did).toEqual(['2: raise warning']);
  });

  test('the demo is told to nobody', () => {
    const demo: [number, AlertInput][] = [
      [0, reading(42, { demo: true })],
      [30, tick],
      [31, reading(20, { demo: true })],
    ];
    expect(play(AT_ONCE, demo).did).toEqual(['0: raise warning [demo]', '31: clear recovered [demo]']);
  });

  test('a little conflict far from the mean is no escalation', () => {
    const rule: Threshold = { ...AT_ONCE, warn: 3, critical: null, minConflict: 5 };
    expect(
      play(rule, [
        [0, reading(4, { conflict: 4 })],
        [1, reading(4, { conflict: 5 })],
      ]).did,
    ).toEqual(['1: raise warning']);
  });
});

test('whatever happens, in a severity at most one message about what stands is sent in a repeat interval', () => {
  const input = fc.oneof(
    fc.constantFrom<AlertInput>(
      tick,
      reading(null),
      reading(20, { reports: 0 }),
      { kind: 'edited', sameMeasure: true },
      { kind: 'edited', sameMeasure: false },
      { kind: 'removed', reason: 'threshold-removed' },
      { kind: 'acknowledged' },
    ),
    fc.integer({ min: 0, max: 100 }).map(value => reading(value)),
    fc.integer({ min: -5, max: 90 }).map(silencedUntil),
  );
  const rules = fc.record({
    forHours: fc.constantFrom(0, 3),
    noData: fc.constantFrom<Threshold['noData']>('keep', 'alert', 'ignore'),
    quiet: fc.constantFrom<Threshold['quiet']>(null, { from: '22:00', to: '06:00', timeZone: 'UTC', holds: 'all' }),
  });
  fc.assert(
    fc.property(
      rules,
      fc.array(fc.tuple(fc.integer({ min: -3, max: 9 }), input), { maxLength: 60 }),
      (fields, story) => {
        const rule = { ...RULE, ...fields };
        let now: AlertState = FIRST_STATE;
        let at = NOON;
        const last = { warning: -Infinity, critical: -Infinity };
        for (const [hours, it] of story) {
          at += hours * HOUR;
          const { state: next, acts } = stepAlert(rule, now, it, at);
          for (const act of acts) {
            if (act.do === 'clear' || (act.do !== 'repeat' && act.heldBack !== null)) continue;
            const severity = act.do === 'escalate' ? 'critical' : act.severity;
            expect(next.at - last[severity]).toBeGreaterThanOrEqual(24 * HOUR);
            last[severity] = next.at;
          }
          now = next;
        }
      },
    ),
    { numRuns: 500 },
  );
});
