import { describe, expect, test } from 'vitest';
import { sparkline, sparkY } from './sparkline.ts';

describe('sparkline', () => {
  test('is one stroke without gaps', () => {
    expect(sparkline([0, 50, 100], 106, 38).path).toBe('M1 36L51 19L101 2');
  });
  test('stops where a value is missing and begins anew after it, never at zero', () => {
    expect(sparkline([50, 50, null, 50, 50], 105, 38).path.match(/M/g)).toHaveLength(2);
  });
  test('shows a lone value as a tick', () => {
    expect(sparkline([null, 20, null], 106, 38).path).toMatch(/^M51 [\d.]+h1$/);
  });
  test('says whether its last value is of the last day', () => {
    expect(sparkline([1, 2], 106, 38).last?.current).toBe(true);
    expect(sparkline([1, null], 106, 38).last?.current).toBe(false);
    expect(sparkline([null], 106, 38).last).toBeNull();
  });
  test('keeps values beyond the scale inside the picture', () => {
    expect(sparkY(140, 38)).toBe(2);
    expect(sparkY(-3, 38)).toBe(36);
  });
});
