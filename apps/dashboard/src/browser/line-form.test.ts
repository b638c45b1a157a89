import { expect, test } from 'vitest';
import { readLine } from './line-form.ts';

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({
    indicator: 'tension',
    comparison: 'above',
    warn: '40',
    critical: '55',
    ...fields,
  }))
    data.set(name, value);
  return data;
};
test('a line is read from its sentence, under an id that follows from it', () => {
  expect(readLine(form({}), 'IRQ-USA')).toMatchObject({
    ok: true,
    line: { thresholdId: 'irq-usa-tension-above-40', subject: 'IRQ-USA', warn: 40, critical: 55, recover: 5 },
  });
  const without = readLine(form({ critical: '', warn: '40.5' }), 'IRQ');
  expect(without.ok && without.line).not.toHaveProperty('critical');
  expect(without.ok && without.line.thresholdId).toBe('irq-tension-above-40_5');
});
test.each([
  [{ warn: '' }, 'Say the number'],
  [{ critical: '30' }, 'must stand above'],
  [{ comparison: 'below' }, 'must stand below'],
  [{ warn: '120', critical: '' }, '0 to 100'],
])('a line that makes no sense is refused in words: %o', (fields, words) => {
  const read = readLine(form(fields), 'IRQ-USA');
  expect(read.ok ? '' : read.words).toContain(words);
});
