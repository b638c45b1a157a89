import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Threshold } from '../../packages/core/src/domain/threshold.ts';
import { append } from '../../packages/core/src/log/append.ts';
import { randomId } from '../../packages/core/src/log/ids.ts';
import { lineOf } from './support/alert-events.ts';
import { type Act, countReport, openTestLog, projectAll, type TestLog } from './support/log.ts';
import { openWatch, setLine, stepsIn, stepWords, type TestWatch } from './support/watch.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-24T12:00:00Z');
const TODAY = '2026-11-24';

let log: TestLog;
let watch: TestWatch;
beforeEach(async () => {
  log = await openTestLog();
  watch = await openWatch(log.url, NOON);
});
afterEach(async () => {
  await watch.close();
  await log.drop();
});

const strike = (day = TODAY): Act => ['ASSAULT', 'USA', 'IRQ', day, 1, 'aerial'];
const push = (acts: Act[], publishedAt = `${TODAY}T08:00:00Z`, outlet = 'Gazette') =>
  countReport(log.db, acts, { publishedAt, outlet });
const line = (fields: Partial<Threshold> = {}) => setLine(log.db, lineOf({ thresholdId: 't', warn: 20, ...fields }));

/** Brings the views up and has the rules looked at, after so many hours. */
async function looked(hours = 0): Promise<string[]> {
  await projectAll(log.db);
  watch.at += hours * HOUR;
  while (await watch.look());
  return stepWords(log.db);
}

describe('the evaluator', () => {
  test('raises once, with what it saw, and clears once it has come back', async () => {
    await line();
    const report = await push([strike()]);
    expect(await looked()).toEqual(['AlertRaised IRQ-USA warning']);
    const [raised] = await stepsIn(log.db);
    expect(raised).toMatchObject({
      occurredAt: '2026-11-24T12:00:00.000000Z',
      data: {
        thresholdVersion: 1,
        day: TODAY,
        line: 20,
        cause: 'crossed',
        inputs: { reports: 1, outlets: 1, coverage: 'low' },
        evidence: [{ reportId: report, start: 0, end: 4 }],
        demo: false,
        heldBack: null,
      },
    });
    const { rows } = await log.db.$client.query('select sentence, trigger_start, trigger_end from alert_evidence');
    expect(rows).toEqual([{ sentence: expect.stringContaining('Report '), trigger_start: 0, trigger_end: 4 }]);
    expect(await looked(1)).toHaveLength(1);
    expect(await looked(12 * 24)).toEqual(['AlertRaised IRQ-USA warning', 'AlertCleared recovered']);
  });

  test('reads the current day alone: a report about an earlier one leaves a note of the days that it would have crossed', async () => {
    await line();
    await looked();
    await push([strike('2026-11-10')], '2026-11-10T08:00:00Z');
    await push([['CONSULT', 'USA', 'IRQ', TODAY, 1]]);
    expect(await looked()).toEqual(['LateInformationNoted IRQ-USA']);
    const [note] = await stepsIn(log.db);
    expect(note?.data).toMatchObject({
      days: expect.arrayContaining([expect.objectContaining({ day: '2026-11-10', line: 20 })]),
    });
    expect(await looked(1)).toHaveLength(1);
  });

  test('waits for the pending time by the clock alone, and it survives a takeover', async () => {
    await line({ forHours: 2 });
    await push([strike()]);
    expect(await looked()).toEqual([]);
    expect(await looked(1)).toEqual([]);
    await watch.close();
    watch = await openWatch(log.url, watch.at);
    expect(await looked(1)).toEqual(['AlertRaised IRQ-USA warning']);
    expect((await stepsIn(log.db))[0]?.data).toMatchObject({ pendingSince: '2026-11-24T12:00:00.000Z' });
  });

  test('goes on where another stopped: nothing is raised twice', async () => {
    await line();
    await push([strike()]);
    await looked();
    await watch.close();
    watch = await openWatch(log.url, watch.at + HOUR);
    expect(await looked()).toHaveLength(1);
  });

  test('escalates, repeats once a day, and says nothing more once somebody acknowledged', async () => {
    await line({ critical: 30 });
    await push([strike()]);
    await looked();
    await push(
      [
        ['ASSAULT', 'USA', 'IRQ', TODAY, 1, 'firearms'],
        ['ASSAULT', 'IRQ', 'USA', TODAY, 1],
      ],
      undefined,
      'Herald',
    );
    await push([['COERCE', 'IRQ', 'USA', TODAY, 1]], undefined, 'Times');
    expect(await looked(1)).toEqual(['AlertRaised IRQ-USA warning', 'AlertEscalated IRQ-USA critical']);
    const words = await looked(24);
    expect(words.slice(2)).toEqual(['AlertRepeated IRQ-USA interval']);
    const [raised] = await stepsIn(log.db);
    if (raised?.type !== 'AlertRaised') throw new Error('no alert was raised');
    const { alertId } = raised.data;
    await append(log.db, [
      {
        type: 'AlertAcknowledged',
        eventId: randomId(),
        streamId: `alert-${alertId}`,
        data: { alertId, thresholdId: 't', note: null },
      },
    ]);
    expect(await looked(24)).toEqual(words);
  });

  test('a silence holds the message back and its end sends it', async () => {
    const silence = {
      thresholdId: 't',
      subject: null,
      until: new Date(NOON + 3 * HOUR).toISOString(),
      reason: 'drill',
    };
    await line();
    await append(log.db, [{ type: 'ThresholdSilenced', eventId: randomId(), streamId: 'silence-t', data: silence }]);
    await push([strike()]);
    expect(await looked()).toEqual(['AlertRaised IRQ-USA warning [silenced]']);
    expect((await looked(3)).slice(1)).toEqual(['AlertRepeated IRQ-USA silence-expired']);
  });

  test('an edit that leaves the value inside, a removal and another indicator each clear what stands', async () => {
    await line();
    await push([strike()]);
    await looked();
    await line({ warn: 70 });
    expect((await looked()).at(-1)).toBe('AlertCleared threshold-changed');
    await line({ warn: 20, repeatHours: 1 });
    expect((await looked(2)).at(-1)).toBe('AlertRaised IRQ-USA warning');
    await line({ indicator: 'conflict', warn: 5, repeatHours: 1 });
    expect((await looked(2)).slice(-2)).toEqual(['AlertCleared threshold-changed', 'AlertRaised IRQ-USA warning']);
    await append(log.db, [
      { type: 'ThresholdRemoved', eventId: randomId(), streamId: 'threshold-t', data: { thresholdId: 't' } },
    ]);
    expect((await looked()).at(-1)).toBe('AlertCleared threshold-removed');
    expect(await looked(48)).toHaveLength(6);
  });

  test('one rule watches a list, another any pair of a country, each subject by itself', async () => {
    await line({ subject: 'list', members: ['IRQ-USA', 'IRN-USA'], title: 'The Gulf' });
    await line({ thresholdId: 'any', subject: 'IRQ-*' });
    await push([strike()]);
    expect((await looked()).sort()).toEqual(['AlertRaised IRQ-USA warning', 'AlertRaised IRQ-USA warning']);
    await push([
      ['ASSAULT', 'IRN', 'IRQ', TODAY, 1],
      ['ASSAULT', 'IRN', 'USA', TODAY, 1],
    ]);
    expect((await looked()).slice(2).sort()).toEqual(['AlertRaised IRN-IRQ warning', 'AlertRaised IRN-USA warning']);
  });

  test('missing readings are an alert where the rule says so, and it names the source that fell silent', async () => {
    watch.at = Date.parse('2026-11-01T12:00:00Z');
    await line({ noData: 'alert', warn: 90 });
    await push([['CONSULT', 'USA', 'IRQ', '2026-11-01', 1]], '2026-11-01T08:00:00Z');
    expect(await looked()).toEqual([]);
    expect(await looked(14 * 24)).toEqual(['AlertRaised IRQ-USA warning']);
    expect((await stepsIn(log.db))[0]?.data).toMatchObject({
      cause: 'no-data',
      value: null,
      silent: [{ lastDay: '2026-11-01' }],
    });
    await push([['CONSULT', 'USA', 'IRQ', '2026-11-15', 1]], '2026-11-15T08:00:00Z');
    expect((await looked()).at(-1)).toBe('AlertCleared readings-are-back');
  });
});
