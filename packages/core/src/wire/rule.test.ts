import { describe, expect, test } from 'vitest';
import { RULE_DEFAULTS } from '../domain/threshold.ts';
import { parseThreshold } from './rule.ts';

const CHANNELS = new Set(['desk']);
const detailOf = (body: unknown) => {
  const parsed = parseThreshold('t', body, CHANNELS);
  return parsed.ok ? null : parsed.detail;
};

describe('a threshold that makes sense', () => {
  test('takes its defaults', () => {
    expect(parseThreshold('t', { subject: 'usa-irq', above: 40 })).toEqual({
      ok: true,
      threshold: {
        ...RULE_DEFAULTS,
        thresholdId: 't',
        subject: 'IRQ-USA',
        indicator: 'tension',
        comparison: 'above',
        warn: 40,
        critical: null,
        recover: 5,
        forHours: 0,
        minReports: 0,
        channels: [],
      },
    });
  });

  test.each([
    [{ comparison: 'above', warn: 40 }, 'above', 40],
    [{ above: true, warn: 40 }, 'above', 40],
    [{ below: 10 }, 'below', 10],
    [{ above: 40, below: false }, 'above', 40],
    [{ comparison: 'below', below: 10 }, 'below', 10],
    [{ above: 100 }, 'above', 100],
  ])('%j is %s %i', (fields, comparison, warn) => {
    expect(parseThreshold('t', { subject: 'IRQ', ...fields })).toMatchObject({
      ok: true,
      threshold: { comparison, warn },
    });
  });

  test.each([
    [{ above: 40, critical: 55 }, 55],
    [{ below: 20, critical: 10 }, 10],
    [{ above: 40, critical: null }, null],
  ])('%j has the critical line %j', (fields, critical) => {
    expect(parseThreshold('t', { subject: 'IRQ', ...fields })).toMatchObject({ ok: true, threshold: { critical } });
  });
});

describe('rules of every kind', () => {
  test.each<[object, object]>([
    [
      { subject: 'IRQ-*', above: 40 },
      { subject: 'IRQ-*', members: [] },
    ],
    [
      { subject: ['usa-irq', 'IRN', 'IRQ-USA'], above: 40 },
      { subject: 'list', members: ['IRQ-USA', 'IRN'] },
    ],
    [
      { subject: 'list', members: ['IRN'], above: 40, title: 'Gulf ' },
      { members: ['IRN'], title: 'Gulf' },
    ],
    [{ outside: [20, 60] }, { comparison: 'outside', warn: 60, band: { warn: 20, critical: null }, recover: 5 }],
    [
      { comparison: 'outside', warn: 60, critical: 80, band: { warn: 20, critical: 5 } },
      { critical: 80, band: { warn: 20, critical: 5 } },
    ],
    [
      { record: 90, critical: 365 },
      { comparison: 'record', warn: 90, critical: 365, recover: 22.5 },
    ],
    [
      { change: { days: 7 }, warn: 15 },
      { comparison: 'change', change: { days: 7, unit: 'points', direction: 'up' } },
    ],
    [
      { change: { days: 30, unit: 'percent', direction: 'either' }, warn: 50 },
      { change: { days: 30, unit: 'percent', direction: 'either' }, recover: 12.5 },
    ],
    [
      { indicator: 'escalation', above: 3 },
      { recover: 0.5, minConflict: 5, minOutlets: 2 },
    ],
    [
      { above: 40, for: 2, minOutlets: 2, noData: 'alert', repeatHours: 6 },
      { forHours: 2, noData: 'alert', repeatHours: 6 },
    ],
    [
      { above: 40, quiet: { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' } },
      { quiet: { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin', holds: 'warnings' } },
    ],
    [{ above: 40, channels: ['desk'] }, { channels: [{ channelId: 'desk', severities: ['warning', 'critical'] }] }],
    [
      { above: 40, channels: [{ channelId: 'desk', severities: ['critical'] }] },
      { channels: [{ channelId: 'desk', severities: ['critical'] }] },
    ],
  ])('%j', (fields, expected) => {
    expect(parseThreshold('t', { subject: 'IRQ-USA', ...fields }, CHANNELS)).toMatchObject({
      ok: true,
      threshold: expected,
    });
  });

  test('what is read can be set again as it was answered', () => {
    const parsed = parseThreshold(
      't',
      { subject: ['IRQ', 'IRN'], outside: [20, 60], for: 3, channels: ['desk'] },
      CHANNELS,
    );
    if (!parsed.ok) throw new Error(parsed.detail);
    const { thresholdId, ...body } = parsed.threshold;
    expect(parseThreshold(thresholdId, body, CHANNELS)).toEqual(parsed);
  });
});

describe('a threshold that is refused says why', () => {
  test.each([
    [{ subject: 'IRQ', above: 0 }, 'never clear'],
    [{ subject: 'IRQ', below: 100 }, 'never clear'],
    [{ subject: 'IRQ-*', above: 40, indicator: 'stress' }, 'not kept for a pair'],
    [{ subject: [], above: 40 }, 'subject'],
    [{ subject: 'list', above: 40 }, 'at least one subject'],
    [{ subject: ['IRQ', 'nowhere'], above: 40 }, 'nowhere'],
    [{ subject: 'IRQ', members: ['IRN'], above: 40 }, 'members'],
    [{ subject: 'IRQ', outside: [60, 20] }, 'under the upper one'],
    [{ subject: 'IRQ', comparison: 'outside', warn: 60 }, 'lower edge is missing'],
    [{ subject: 'IRQ', outside: [20, 120] }, '0 to 100'],
    [{ subject: 'IRQ', comparison: 'outside', warn: 60, band: { warn: 20, critical: 30 } }, 'under the warning edge'],
    [{ subject: 'IRQ', record: 1 }, '2 to 3,650'],
    [{ subject: 'IRQ', comparison: 'change', warn: 5 }, 'over how many days'],
    [{ subject: 'IRQ', change: { days: 7 }, warn: -5 }, 'more than 0'],
    [{ subject: 'IRQ', above: 40, change: { days: 7 } }, 'no span'],
    [{ subject: 'IRQ', indicator: 'escalation', change: { days: 7, unit: 'percent' }, warn: 5 }, 'no zero'],
    [{ subject: 'IRQ', above: 40, band: { warn: 5 } }, 'one edge'],
    [{ subject: 'IRQ', above: 40, quiet: { from: '22:00', to: '22:00' } }, 'end where they begin'],
    [{ subject: 'IRQ', above: 40, quiet: { from: '25:00', to: '06:00' } }, '22:00'],
    [{ subject: 'IRQ', above: 40, quiet: { from: '22:00', to: '06:00', timeZone: 'Mars' } }, 'no time zone'],
    [{ subject: 'IRQ', above: 40, for: -1 }, 'for'],
    [{ subject: 'IRQ', above: 40, repeatHours: 0 }, 'repeatHours'],
    [{ subject: 'IRQ', indicator: 'stress', above: 40, minConflict: 5 }, 'minConflict'],
    [{ subject: 'IRQ' }, 'above'],
    [{ subject: 'IRQ', above: 40, below: 10 }, 'above'],
    [{ subject: 'IRQ', comparison: 'below', above: 40 }, 'above'],
    [{ subject: 'IRQ', above: true }, 'warn'],
    [{ subject: 'IRQ', above: -1 }, 'warn'],
    [{ subject: 'IRQ', above: 101 }, 'warn'],
    [{ subject: 'IRQ', above: 40, critical: 40 }, 'critical'],
    [{ subject: 'IRQ', below: 10, critical: 20 }, 'critical'],
    [{ subject: 'nowhere', above: 40 }, 'nowhere'],
    [{ subject: 'world', above: 40 }, 'tension is not kept for world'],
    [{ subject: 'IRQ', above: 40, indicator: 'anger' }, 'indicator'],
    [{ subject: 'IRQ-USA', above: 40, indicator: 'stress' }, 'there is: tension, conflict,'],
    [{ subject: 'IRQ', above: 1.5, indicator: 'peak-severity' }, '0 to 1'],
    [{ subject: 'IRQ', above: 40, critical: 101 }, 'critical'],
    [{ subject: 'IRQ', above: 40, recover: -1 }, 'recover'],
    [{ subject: 'IRQ', above: 40, minReports: 1.5 }, 'minReports'],
    [{ subject: 'IRQ', above: 40, colour: 'red' }, 'colour'],
    [{ subject: 'IRQ', above: 40, channels: ['mail'] }, 'channels'],
    [{ above: 40 }, 'subject'],
    ['IRQ above 40', 'object'],
  ])('%j', (body, named) => {
    expect(detailOf(body)).toContain(named);
  });
});
