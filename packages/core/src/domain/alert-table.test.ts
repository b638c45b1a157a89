import { describe, expect, test } from 'vitest';
import { stepAlert } from './alert.ts';
import { type AlertInput, type AlertState, type Episode, FIRST_STATE } from './alert-state.ts';
import { actText, EXAMPLE_RULE, exampleReading, HOUR, NOON, readingInput } from './example-rule.ts';
import type { Threshold } from './threshold.ts';

const RULE = EXAMPLE_RULE;
const read = exampleReading;
const reading = readingInput;

const told: Episode = {
  severity: 'warning',
  cause: 'crossed',
  raisedAt: NOON - HOUR,
  acknowledged: false,
  told: true,
  owed: null,
};
const state = (phase: AlertState['phase'], fields: Partial<AlertState> = {}): AlertState => ({
  ...FIRST_STATE,
  phase,
  at: NOON,
  ...fields,
});
const warned = { warning: NOON - HOUR, critical: null };

/** One state of every kind, an hour after something was last told. */
const STATES = {
  quiet: state({ kind: 'quiet' }, { last: read(20) }),
  pending: state({ kind: 'pending', since: NOON - HOUR, criticalSince: null }, { last: read(42) }),
  'no data': state({ kind: 'no-data', since: NOON - HOUR }, { last: read(null) }),
  warned: state({ kind: 'standing', episode: told, criticalSince: null }, { last: read(42), told: warned }),
  critical: state(
    { kind: 'standing', episode: { ...told, severity: 'critical' }, criticalSince: NOON - HOUR },
    { last: read(60), told: { warning: null, critical: NOON - HOUR } },
  ),
  'warned of no data': state(
    { kind: 'standing', episode: { ...told, cause: 'no-data' }, criticalSince: null },
    { last: read(null), told: warned },
  ),
  recovering: state({ kind: 'recovering', episode: told }, { last: read(37), told: warned }),
};
type Name = keyof typeof STATES;

/** Acts with what holds them back, the phase after them, and the reason. */
function run(rule: Threshold, from: AlertState, input: AlertInput, at = NOON + HOUR): string {
  const { state: to, acts, reason } = stepAlert(rule, from, input, at);
  const episode = to.phase.kind === 'standing' || to.phase.kind === 'recovering' ? ` ${to.phase.episode.severity}` : '';
  return `${acts.map(actText).join(' + ') || '-'} > ${to.phase.kind}${episode} (${reason})`;
}

const INPUTS = {
  'inside the line': { input: reading(20) },
  'between recovery and line': { input: reading(37) },
  'beyond the warning': { input: reading(42) },
  'beyond the critical line': { input: reading(60) },
  'no reading, kept': { input: reading(null) },
  'no reading, an alert of its own': { input: reading(null), rule: { noData: 'alert' } },
  'no reading, ignored': { input: reading(null), rule: { noData: 'ignore' } },
  'coverage fell away': { input: reading(20, { reports: 1 }) },
  'a tick': { input: { kind: 'tick' } },
  'edited, now inside': { input: { kind: 'edited', sameMeasure: true }, rule: { warn: 70, critical: 80 } },
  'edited, another indicator': { input: { kind: 'edited', sameMeasure: false } },
  removed: { input: { kind: 'removed', reason: 'threshold-removed' } },
  silenced: { input: { kind: 'silenced', until: NOON + 9 * HOUR } },
  'silence lifted': { input: { kind: 'silenced', until: null } },
  acknowledged: { input: { kind: 'acknowledged' } },
} satisfies Record<string, { input: AlertInput; rule?: Partial<Threshold> }>;

/** What each state does with each input, one hour later: acts, next phase, and why. */
const ALL: Record<Name, Record<keyof typeof INPUTS, string>> = {
  quiet: {
    'inside the line': '- > quiet (inside)',
    'between recovery and line': '- > quiet (inside)',
    'beyond the warning': '- > pending (pending)',
    'beyond the critical line': '- > pending (pending)',
    'no reading, kept': '- > no-data (no-reading)',
    'no reading, an alert of its own': '- > no-data (no-reading)',
    'no reading, ignored': '- > quiet (no-reading)',
    'coverage fell away': '- > no-data (too-few-reports)',
    'a tick': '- > quiet (inside)',
    'edited, now inside': '- > quiet (edited)',
    'edited, another indicator': '- > quiet (edited)',
    removed: '- > quiet (removed)',
    silenced: '- > quiet (silenced)',
    'silence lifted': '- > quiet (silence-lifted)',
    acknowledged: '- > quiet (nothing-stands)',
  },
  pending: {
    'inside the line': '- > quiet (fell-back)',
    'between recovery and line': '- > quiet (fell-back)',
    'beyond the warning': 'raise warning > standing warning (raise)',
    'beyond the critical line': 'raise warning > standing warning (raise)',
    'no reading, kept': '- > pending (no-reading)',
    'no reading, an alert of its own': '- > no-data (no-reading)',
    'no reading, ignored': '- > quiet (no-reading)',
    'coverage fell away': '- > pending (too-few-reports)',
    'a tick': 'raise warning > standing warning (raise)',
    'edited, now inside': '- > pending (edited)',
    'edited, another indicator': '- > quiet (edited)',
    removed: '- > quiet (removed)',
    silenced: '- > pending (silenced)',
    'silence lifted': '- > pending (silence-lifted)',
    acknowledged: '- > pending (nothing-stands)',
  },
  'no data': {
    'inside the line': '- > quiet (inside)',
    'between recovery and line': '- > quiet (inside)',
    'beyond the warning': '- > pending (pending)',
    'beyond the critical line': '- > pending (pending)',
    'no reading, kept': '- > no-data (no-reading)',
    'no reading, an alert of its own': 'raise warning > standing warning (raise)',
    'no reading, ignored': '- > quiet (no-reading)',
    'coverage fell away': '- > no-data (too-few-reports)',
    'a tick': '- > no-data (no-reading)',
    'edited, now inside': '- > quiet (edited)',
    'edited, another indicator': '- > quiet (edited)',
    removed: '- > quiet (removed)',
    silenced: '- > no-data (silenced)',
    'silence lifted': '- > no-data (silence-lifted)',
    acknowledged: '- > no-data (nothing-stands)',
  },
  warned: {
    'inside the line': 'clear recovered > quiet (recovered)',
    'between recovery and line': '- > recovering warning (not-yet-recovered)',
    'beyond the warning': '- > standing warning (still-beyond)',
    'beyond the critical line': '- > standing warning (still-beyond)',
    'no reading, kept': '- > standing warning (no-reading)',
    'no reading, an alert of its own': '- > standing warning (no-reading)',
    'no reading, ignored': 'clear no-reading > quiet (no-reading)',
    'coverage fell away': '- > standing warning (too-few-reports)',
    'a tick': '- > standing warning (still-beyond)',
    'edited, now inside': 'clear threshold-changed > quiet (threshold-changed)',
    'edited, another indicator': 'clear threshold-changed > quiet (threshold-changed)',
    removed: 'clear threshold-removed > quiet (threshold-removed)',
    silenced: '- > standing warning (silenced)',
    'silence lifted': '- > standing warning (silence-lifted)',
    acknowledged: '- > standing warning (acknowledged)',
  },
  critical: {
    'inside the line': 'clear recovered > quiet (recovered)',
    'between recovery and line': '- > recovering critical (not-yet-recovered)',
    'beyond the warning': '- > standing critical (still-beyond)',
    'beyond the critical line': '- > standing critical (still-beyond)',
    'no reading, kept': '- > standing critical (no-reading)',
    'no reading, an alert of its own': '- > standing critical (no-reading)',
    'no reading, ignored': 'clear no-reading > quiet (no-reading)',
    'coverage fell away': '- > standing critical (too-few-reports)',
    'a tick': '- > standing critical (still-beyond)',
    'edited, now inside': 'clear threshold-changed > quiet (threshold-changed)',
    'edited, another indicator': 'clear threshold-changed > quiet (threshold-changed)',
    removed: 'clear threshold-removed > quiet (threshold-removed)',
    silenced: '- > standing critical (silenced)',
    'silence lifted': '- > standing critical (silence-lifted)',
    acknowledged: '- > standing critical (acknowledged)',
  },
  'warned of no data': {
    'inside the line': 'clear readings-are-back > quiet (readings-are-back)',
    'between recovery and line': 'clear readings-are-back > quiet (readings-are-back)',
    'beyond the warning': 'clear readings-are-back > pending (readings-are-back)',
    'beyond the critical line': 'clear readings-are-back > pending (readings-are-back)',
    'no reading, kept': 'clear threshold-changed > quiet (threshold-changed)',
    'no reading, an alert of its own': '- > standing warning (still-beyond)',
    'no reading, ignored': 'clear threshold-changed > quiet (threshold-changed)',
    'coverage fell away': 'clear threshold-changed > quiet (threshold-changed)',
    'a tick': 'clear threshold-changed > quiet (threshold-changed)',
    'edited, now inside': '- > standing warning (edited)',
    'edited, another indicator': 'clear threshold-changed > quiet (threshold-changed)',
    removed: 'clear threshold-removed > quiet (threshold-removed)',
    silenced: '- > standing warning (silenced)',
    'silence lifted': '- > standing warning (silence-lifted)',
    acknowledged: '- > standing warning (acknowledged)',
  },
  recovering: {
    'inside the line': 'clear recovered > quiet (recovered)',
    'between recovery and line': '- > recovering warning (not-yet-recovered)',
    'beyond the warning': '- > standing warning (still-beyond)',
    'beyond the critical line': '- > standing warning (still-beyond)',
    'no reading, kept': '- > recovering warning (no-reading)',
    'no reading, an alert of its own': '- > recovering warning (no-reading)',
    'no reading, ignored': 'clear no-reading > quiet (no-reading)',
    'coverage fell away': '- > recovering warning (too-few-reports)',
    'a tick': '- > recovering warning (not-yet-recovered)',
    'edited, now inside': 'clear threshold-changed > quiet (threshold-changed)',
    'edited, another indicator': 'clear threshold-changed > quiet (threshold-changed)',
    removed: 'clear threshold-removed > quiet (threshold-removed)',
    silenced: '- > recovering warning (silenced)',
    'silence lifted': '- > recovering warning (silence-lifted)',
    acknowledged: '- > recovering warning (acknowledged)',
  },
};

describe('every state and every input, one hour later', () => {
  test.each(Object.keys(STATES) as Name[])('%s', name => {
    const seen = Object.fromEntries(
      Object.entries(INPUTS).map(([input, it]) => [
        input,
        run({ ...RULE, ...('rule' in it ? it.rule : {}) }, STATES[name], it.input),
      ]),
    );
    expect(seen).toEqual(ALL[name]);
  });
});
