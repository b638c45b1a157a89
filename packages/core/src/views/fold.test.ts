import { describe, expect, test } from 'vitest';
import type { CodedEvent } from '../domain/coded-event.ts';
import { exampleEvent } from '../domain/example-event.ts';
import type { LogEvent, LoggedEvent } from '../domain/log-event.ts';
import { type Effects, emptyEffects, foldReportEvent, OrphanEvent, type ReportEvent } from './fold.ts';
import { foldStories } from './story-ledger.ts';

const REPORT = '11111111-1111-5111-8111-111111111111';
const SOURCE = '22222222-2222-5222-8222-222222222222';
const CODER = { name: 'rules', version: '1' };

type Of<T extends ReportEvent['type']> = Extract<LogEvent, { type: T }>['data'];

function at(position: number, event: Extract<LogEvent, { type: ReportEvent['type'] }>): ReportEvent {
  return {
    ...event,
    position,
    eventId: `e${position}`,
    streamId: `report-${REPORT}`,
    streamVersion: position,
    occurredAt: '2024-01-26T08:00:00.000000Z',
    recordedAt: '2024-01-26T08:00:00.000000Z',
    meta: {},
  };
}

const received = (rest: Partial<Of<'ReportReceived'>> = {}) =>
  at(1, {
    type: 'ReportReceived',
    data: {
      reportId: REPORT,
      sourceId: SOURCE,
      publishedDay: '2024-01-25',
      publishedAt: '2024-01-25T10:00:00.000Z',
      outlet: 'Gazette',
      outletFamily: 'Press',
      language: 'en',
      demo: false,
      minhash: [],
      rawHash: '',
      ...rest,
    },
  });
const coded = (position: number, events: LoggedEvent[], suppressed: Of<'ReportCoded'>['suppressed'] = []) =>
  at(position, {
    type: 'ReportCoded',
    data: { reportId: REPORT, coder: CODER, countries: ['IRQ', 'USA'], language: 'en', events, suppressed },
  });
const failed = (position: number) =>
  at(position, { type: 'ReportFailed', data: { reportId: REPORT, reason: 'too-slow', attempts: 5 } });
const replayed = (position: number) => at(position, { type: 'ReportReplayed', data: { reportId: REPORT, round: 1 } });

function fold(...events: ReportEvent[]): Effects {
  const effects = emptyEffects();
  for (const event of events) foldReportEvent(effects, event);
  return effects;
}
const reportOf = (effects: Effects) => effects.reports.get(REPORT);
const strike = (id: string, rest: Partial<CodedEvent> = {}) =>
  exampleEvent('ASSAULT', ['USA'], ['IRQ'], { id, ...rest });

describe('a report that was received', () => {
  test('waits, with its day and outlet', () => {
    expect(reportOf(fold(received()))).toMatchObject({
      outcome: 'pending',
      publishedDay: '2024-01-25',
      outlet: 'Gazette',
      outletFamily: 'Press',
      outcomePosition: null,
      receivedPosition: 1,
    });
  });

  test('without a date counts on the day it was recorded, without an outlet for its source', () => {
    const report = reportOf(
      fold(received({ publishedDay: null, publishedAt: null, outlet: null, outletFamily: null })),
    );
    expect(report).toMatchObject({
      publishedDay: '2024-01-26',
      outlet: `source:${SOURCE}`,
      outletFamily: `source:${SOURCE}`,
    });
  });
});

describe('a report that was coded', () => {
  test('writes rows for each story, numbered through, and its events with their subjects', () => {
    const suppressed = [{ ...strike('s'), reason: 'negated' as const }];
    const effects = fold(received(), coded(2, [strike('a'), strike('b', { date: '2024-01-23' })], suppressed));
    const { contributions } = foldStories([], effects.recounts, () => []);
    expect(contributions.map(row => [row.position, row.seq, row.subject, row.story])).toEqual(
      ['a', 'b'].flatMap((id, n) =>
        ['IRQ-USA', 'IRQ', 'USA', 'world'].map((subject, i) => [2, n * 4 + i, subject, id]),
      ),
    );
    expect(effects.codedEvents.map(row => [row.codedEventId, row.status, row.seq, row.subjects.length])).toEqual([
      ['a', 'coded', 0, 4],
      ['b', 'coded', 1, 4],
      ['s', 'suppressed', 2, 0],
    ]);
    expect(reportOf(effects)).toMatchObject({ outcome: 'coded', earliestEventDay: '2024-01-23', outcomePosition: 2 });
  });

  test('events without a date make no rows and move no earliest day', () => {
    const effects = fold(received(), coded(2, [strike('a', { date: null })]));
    expect(effects.recounts).toEqual([]);
    expect(reportOf(effects)?.earliestEventDay).toBeNull();
    expect(effects.codedEvents).toHaveLength(1);
  });

  test('after its source was withdrawn counts for nothing', () => {
    const effects = fold(received());
    const report = reportOf(effects);
    if (report) report.withdrawnPosition = 2;
    foldReportEvent(effects, coded(3, [strike('a')]));
    expect(effects.recounts).toEqual([]);
    expect(reportOf(effects)).toMatchObject({ outcome: 'coded', withdrawnPosition: 2 });
  });
});

test('a report that failed and is put back waits again, and can then be coded', () => {
  expect(reportOf(fold(received(), failed(2)))).toMatchObject({ outcome: 'failed', reason: 'too-slow' });
  expect(reportOf(fold(received(), failed(2), replayed(3)))).toMatchObject({
    outcome: 'pending',
    reason: null,
    outcomePosition: null,
  });
  const effects = fold(received(), failed(2), replayed(3), coded(4, [strike('a')]));
  expect(reportOf(effects)).toMatchObject({ outcome: 'coded', reason: null, outcomePosition: 4 });
  expect(effects.recounts).toMatchObject([
    { position: 4, reason: 'coded', removed: [], added: [{ event: { id: 'a' } }] },
  ]);
});

test('a report without an act names its countries, and only its suppressed acts stand', () => {
  const effects = fold(
    received(),
    at(2, {
      type: 'ReportNotCoded',
      data: {
        reportId: REPORT,
        coder: CODER,
        reason: 'suppressed-only',
        countries: ['IRQ'],
        language: 'en',
        suppressed: [{ ...strike('s'), reason: 'historical' }],
      },
    }),
  );
  expect(reportOf(effects)).toMatchObject({ outcome: 'not-coded', reason: 'suppressed-only', countries: ['IRQ'] });
  expect(effects.recounts).toEqual([]);
  expect(effects.codedEvents.map(row => row.status)).toEqual(['suppressed']);
});

test('a log that tells of a report it never received is not read on', () => {
  expect(() => fold(coded(2, []))).toThrow(OrphanEvent);
});
