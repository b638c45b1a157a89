import { parseThreshold } from '@tensiometer/core/wire/rule.ts';
import { expect, test } from 'vitest';
import { readLine } from './line-fields.ts';

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  const all = { indicator: 'tension', comparison: 'above', warn: '40', critical: '55', ...fields };
  for (const [name, value] of Object.entries(all)) data.set(name, value);
  return data;
};

test('a line is read from its sentence, under an id that follows from it', () => {
  expect(readLine(form({}), 'IRQ-USA')).toMatchObject({
    ok: true,
    thresholdId: 'irq-usa-tension-above-40',
    body: { subject: 'IRQ-USA', warn: 40, critical: 55 },
  });
  const without = readLine(form({ critical: '', warn: '40.5' }), 'IRQ');
  expect(without).toMatchObject({ thresholdId: 'irq-tension-above-40_5', body: { critical: null } });
  expect(readLine(form({ subject: 'IRQ-*' }), 'IRQ-USA')).toMatchObject({ thresholdId: 'irq-any-tension-above-40' });
  expect(readLine(form({ thresholdId: 'mine' }), 'IRQ')).toMatchObject({ thresholdId: 'mine' });
});

test.each([
  [{ comparison: 'outside', low: '20', warn: '60', critical: '' }, { band: { warn: 20, critical: null } }],
  [
    { comparison: 'change', days: '3', unit: 'percent', direction: 'either', warn: '50', critical: '' },
    { change: { days: 3, unit: 'percent', direction: 'either' } },
  ],
  [
    { comparison: 'record', warn: '90', critical: '' },
    { comparison: 'record', warn: 90 },
  ],
  [
    {
      for: '2',
      minReports: '3',
      noData: 'alert',
      quietFrom: '22:00',
      quietTo: '06:00',
      repeatHours: '6',
      channel: 'desk:critical',
    },
    {
      forHours: 2,
      minReports: 3,
      noData: 'alert',
      quiet: { from: '22:00', to: '06:00', timeZone: 'UTC', holds: 'warnings' },
      repeatHours: 6,
      channels: [{ channelId: 'desk', severities: ['critical'] }],
    },
  ],
])('every field of the form is one that the API takes: %j', (fields, expected) => {
  const read = readLine(form(fields), 'IRQ-USA');
  if (!read.ok) throw new Error(read.words);
  expect(parseThreshold(read.thresholdId, read.body, new Set(['desk']))).toMatchObject({
    ok: true,
    threshold: expected,
  });
});

test.each([
  [{ warn: '' }, 'Say the number'],
  [{ critical: '30' }, 'must stand above'],
  [{ comparison: 'below' }, 'must stand below'],
  [{ warn: '120', critical: '' }, '0 to 100'],
  [{ comparison: 'outside', critical: '' }, 'lower edge'],
])('a line that makes no sense is refused in words: %o', (fields, words) => {
  const read = readLine(form(fields), 'IRQ-USA');
  expect(read.ok ? '' : read.words).toContain(words);
});
