import { expect, test } from 'vitest';
import { keyAct } from './chart-keys.ts';

test('keys go by days and stop at the ends', () => {
  expect(keyAct('ArrowLeft', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ move: '2024-02-29' });
  expect(keyAct('PageUp', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ move: '2024-03-05' });
  expect(keyAct('Home', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ move: '2024-01-01' });
  expect(keyAct('Enter', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ open: true });
  expect(keyAct('x', '2024-03-01', '2024-01-01', '2024-03-05')).toBeNull();
});
