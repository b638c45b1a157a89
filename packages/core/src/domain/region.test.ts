import { describe, expect, test } from 'vitest';
import { CONTINENTS, liesIn, REGION_IDS, REGIONS } from './region.ts';

test('a country lies in one region, and a region in one continent', () => {
  const all = REGIONS.flatMap(region => region.countries);
  expect(new Set(all).size).toBe(all.length);
  expect(all.every(code => /^[A-Z]{3}$/.test(code))).toBe(true);
  expect(CONTINENTS).toEqual(['Africa', 'Americas', 'Asia', 'Europe', 'Oceania']);
  expect(new Set(REGION_IDS).size).toBe(REGIONS.length + CONTINENTS.length);
});

describe('a subject lies where one of its countries does', () => {
  test.each([
    ['IRQ-USA', 'western-asia', true],
    ['IRQ-USA', 'northern-america', true],
    ['IRQ-USA', 'asia', true],
    ['IRQ-USA', 'europe', false],
    ['IRN', 'southern-asia', true],
    ['IRN', 'western-asia', false],
    ['EUR-RUS', 'eastern-europe', true],
    ['EUR', 'europe', false],
    ['world', 'asia', false],
    ['IRQ', 'nowhere', false],
  ])('%s in %s: %s', (subject, region, expected) => {
    expect(liesIn(subject, region)).toBe(expected);
  });
});
