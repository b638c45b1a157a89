import { describe, expect, test } from 'vitest';
import { RULE_DEFAULTS } from '../domain/threshold.ts';
import { parseThreshold, passwordBody } from './commands.ts';

const detailOf = (body: unknown) => {
  const parsed = parseThreshold('t', body);
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
    [{ above: 0 }, 'above', 0],
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

describe('a threshold that is refused says why', () => {
  test.each([
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

test.each([
  ['sufficient', true],
  ['short', false],
  ['x'.repeat(1_025), false],
])('the password %j is accepted: %s', (password, ok) => {
  expect(passwordBody.safeParse({ password }).success).toBe(ok);
});
