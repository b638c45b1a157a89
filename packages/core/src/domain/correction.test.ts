import { describe, expect, test } from 'vitest';
import {
  type Amendment,
  type Correction,
  type CorrectionCommand,
  type CorrectionState,
  decideCorrection,
  standingEvents,
} from './correction.ts';
import { exampleEvent } from './example-event.ts';
import type { LoggedEvent } from './log-event.ts';

const at = (start: number, end: number) => ({
  evidence: [{ start, end, role: 'trigger' as const, rule: 'x', weight: 1 }],
});
const strike = exampleEvent('ASSAULT', ['USA'], ['IRQ'], { id: 'strike', p: 0.7, ...at(10, 16) });
const protest = exampleEvent('ACCUSE', ['IRQ'], ['USA'], { id: 'protest', p: 0.9, ...at(30, 40) });
const denied = {
  ...exampleEvent('THREATEN', ['IRN'], ['USA'], { id: 'denied', ...at(50, 58) }),
  reason: 'negated' as const,
};
const own = exampleEvent('AGREE', ['USA'], ['IRQ'], { id: 'own', ...at(70, 78) });
const report = { coded: [strike, protest], suppressed: [denied] };
const ids = { reportId: 'r', correctionId: 'new' };

const target = (event: LoggedEvent) => {
  const [{ start, end } = { start: 0, end: 0 }] = event.evidence;
  return { codedEventId: event.id, span: { start, end }, type: event.type };
};
const rejected = (event: LoggedEvent, correctionId = 'c1'): Correction => ({
  type: 'CodedEventRejected',
  data: { reportId: 'r', correctionId, target: target(event), reason: 'no' },
});
const amended = (event: LoggedEvent, amendment: Amendment, correctionId = 'c1'): Correction => ({
  type: 'CodedEventCorrected',
  data: { reportId: 'r', correctionId, target: target(event), amendment, on: event, reason: 'no' },
});
const added = (event: LoggedEvent, correctionId = 'c1'): Correction => ({
  type: 'CodedEventAdded',
  data: { reportId: 'r', correctionId, event, reason: 'missed' },
});
const toProtest: Amendment = { what: 'type', type: 'PROTEST', mode: null };

const told = (coding: Parameters<typeof standingEvents>[0], ...corrections: Correction[]) =>
  standingEvents(coding, corrections).map(it => `${it.event.id} ${it.event.type} ${it.status}`);

describe('what a report tells after its corrections', () => {
  test.each<[string, Correction[], string[]]>([
    ['nothing done', [], ['strike ASSAULT coded', 'protest ACCUSE coded', 'denied THREATEN suppressed']],
    [
      'not an event',
      [rejected(strike)],
      ['strike ASSAULT rejected', 'protest ACCUSE coded', 'denied THREATEN suppressed'],
    ],
    [
      'another type',
      [amended(strike, toProtest)],
      ['strike PROTEST coded', 'protest ACCUSE coded', 'denied THREATEN suppressed'],
    ],
    [
      'an event that was missed',
      [added(own)],
      ['strike ASSAULT coded', 'protest ACCUSE coded', 'denied THREATEN suppressed', 'own AGREE coded'],
    ],
    [
      'another type, then another date',
      [amended(strike, toProtest), amended({ ...strike, type: 'PROTEST' }, { what: 'date', date: '2024-01-20' }, 'c2')],
      ['strike PROTEST coded', 'protest ACCUSE coded', 'denied THREATEN suppressed'],
    ],
  ])('%s', (_, corrections, expected) => {
    expect(told(report, ...corrections)).toEqual(expected);
  });

  test('who names the act or the parties is sure of them; a date leaves the confidence alone', () => {
    const after = (amendment: Amendment) => standingEvents(report, [amended(strike, amendment)])[0]?.event;
    expect(after(toProtest)).toMatchObject({
      type: 'PROTEST',
      quad: 4,
      score: -5,
      confidence: { overall: 1, type: 1 },
    });
    expect(after({ what: 'parties', actors: ['IRN'], recipients: ['USA'] })).toMatchObject({
      actors: [{ country: 'IRN', how: 'corrected', span: { start: 10, end: 10 } }],
      recipients: [{ country: 'USA', how: 'direct' }],
      confidence: { overall: 1 },
    });
    expect(after({ what: 'date', date: '2024-01-20' })).toMatchObject({
      date: '2024-01-20',
      confidence: { overall: 0.7, date: 1 },
    });
    expect(standingEvents(report, [amended(strike, toProtest)])[0]?.original).toEqual(strike);
  });

  test.each<[string, LoggedEvent[], string[]]>([
    ['reads it alike', [strike, protest], ['strike ASSAULT rejected', 'protest ACCUSE coded']],
    [
      'reads another type there',
      [{ ...strike, id: 'x', type: 'COERCE' }, protest],
      ['x COERCE rejected', 'protest ACCUSE coded'],
    ],
    ['finds more words', [{ ...strike, id: 'x', ...at(8, 20) }], ['x ASSAULT rejected']],
    [
      'reads two there, one of the type',
      [
        { ...strike, id: 'x' },
        { ...strike, id: 'y', type: 'COERCE' },
      ],
      ['x ASSAULT rejected', 'y COERCE coded'],
    ],
    ['sees nothing there', [protest], ['protest ACCUSE coded']],
  ])('a rejection holds when a later coder %s', (_, coded, expected) => {
    expect(told({ coded, suppressed: [] }, rejected(strike))).toEqual(expected);
  });

  test("a person's word stands over what a later coder reads", () => {
    expect(told({ coded: [], suppressed: [] }, amended(strike, toProtest))).toEqual(['strike PROTEST coded']);
    const [kept] = standingEvents({ coded: [], suppressed: [] }, [amended(strike, toProtest)]);
    expect(kept?.added).toBe(true);
    const later = { ...own, id: 'later', type: 'REJECT' as const };
    expect(told({ coded: [later], suppressed: [] }, added(own))).toEqual(['later REJECT rejected', 'own AGREE coded']);
  });
});

describe('what can be corrected', () => {
  const state = (...corrections: Correction[]): CorrectionState => ({ report, corrections, textLength: 100 });
  const reason = 'because';
  const amend = (event: string, amendment: Amendment): CorrectionCommand => ({ do: 'amend', event, amendment, reason });

  test.each<[string, CorrectionCommand, CorrectionState, string]>([
    ['an event', { do: 'reject', event: 'strike', reason }, state(), 'CodedEventRejected'],
    [
      'one that was amended',
      { do: 'reject', event: 'strike', reason },
      state(amended(strike, toProtest)),
      'CodedEventRejected',
    ],
    ['one that was added', { do: 'reject', event: 'own', reason }, state(added(own)), 'CodedEventRejected'],
    ['its type', amend('strike', toProtest), state(), 'CodedEventCorrected'],
    ['its mode', amend('strike', { what: 'type', type: 'ASSAULT', mode: 'aerial' }), state(), 'CodedEventCorrected'],
    ['its date', amend('strike', { what: 'date', date: '2024-01-20' }), state(), 'CodedEventCorrected'],
    [
      'its parties',
      amend('strike', { what: 'parties', actors: ['IRN'], recipients: [] }),
      state(),
      'CodedEventCorrected',
    ],
    ['what nobody saw', { do: 'add', event: own, reason }, state(), 'CodedEventAdded'],
    [
      'what was rejected, told otherwise',
      { do: 'add', event: { ...own, ...at(10, 16) }, reason },
      state(rejected(strike)),
      'CodedEventAdded',
    ],
    ['a correction', { do: 'undo', correction: 'c1', reason: '' }, state(rejected(strike)), 'CorrectionUndone'],
  ])('%s', (_, command, before, expected) => {
    const decision = decideCorrection(command, before, ids);
    expect(decision).toMatchObject({ ok: true, event: { type: expected, data: { reportId: 'r' } } });
  });

  test.each<[string, CorrectionCommand, CorrectionState, string]>([
    ['an event that is not there', { do: 'reject', event: 'nothing', reason }, state(), 'no event'],
    ['one that was rejected', { do: 'reject', event: 'strike', reason }, state(rejected(strike)), 'undo that first'],
    ['the type of one that was rejected', amend('strike', toProtest), state(rejected(strike)), 'undo that first'],
    ['one that was set aside', { do: 'reject', event: 'denied', reason }, state(), 'set this one aside'],
    ['to what it says already', amend('strike', { what: 'type', type: 'ASSAULT', mode: null }), state(), 'already'],
    [
      'to a mode that there is not',
      amend('strike', { what: 'type', type: 'ASSAULT', mode: 'shouting' }),
      state(),
      'no mode',
    ],
    ['to a day that there is not', amend('strike', { what: 'date', date: '2024-02-30' }), state(), 'no day'],
    ['words that hold an event', { do: 'add', event: { ...own, ...at(14, 20) }, reason }, state(), 'already'],
    ['words beyond the text', { do: 'add', event: { ...own, ...at(95, 105) }, reason }, state(), '100 characters'],
    ['no words', { do: 'add', event: { ...own, ...at(80, 80) }, reason }, state(), 'words'],
    ['what was undone', { do: 'undo', correction: 'c1', reason: '' }, state(), 'undone already'],
  ])('not %s', (_, command, before, problem) => {
    const decision = decideCorrection(command, before, ids);
    expect(decision).toMatchObject({ ok: false });
    expect(decision.ok ? '' : decision.problem).toContain(problem);
  });
});
