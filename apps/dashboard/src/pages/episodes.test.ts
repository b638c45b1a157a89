import type { AlertView } from '@tensiometer/core/wire/api.ts';
import { expect, test } from 'vitest';
import { episodesOf } from './episodes.ts';
import type { Rows } from './readings.ts';

const rows: Rows = {
  step: 'day',
  columns: [{ key: 'tension', role: 'main', subject: 'IRQ-USA', indicator: 'tension', name: 'Tension' }],
  readings: [41, 58, 47, 30].map((tension, i) => ({
    at: `2024-01-0${i + 1}`,
    day: `2024-01-0${i + 1}`,
    values: { tension },
    reports: 9,
    outlets: 3,
    coverage: 'ok',
    demo: false,
  })),
};
const alert = (alertId: string, day: string, clearedAt: string | null, value: number | null = 41) =>
  ({ alertId, day, clearedAt, value, severity: 'warning' }) as AlertView;

test('an alert lasts from its day to the day it was cleared, with the highest reading between', () => {
  expect(episodesOf([alert('a', '2024-01-01', '2024-01-03T08:00:00Z')], rows)).toEqual([
    { alertId: 'a', from: '2024-01-01', to: '2024-01-03', severity: 'warning', peak: 58 },
  ]);
});
test('one that stands has no end, one that the days do not touch is left out', () => {
  const all = [
    alert('later', '2024-01-05', null),
    alert('open', '2024-01-03', null, null),
    alert('before', '2023-12-01', '2023-12-04T00:00:00Z'),
    alert('first', '2023-12-30', '2024-01-01T00:00:00Z', 60),
  ];
  expect(episodesOf(all, rows).map(({ alertId, to, peak }) => [alertId, to, peak])).toEqual([
    ['first', '2024-01-01', 60],
    ['open', null, 47],
  ]);
});
