import regions from './regions.json' with { type: 'json' };
import type { Subject } from './subject.ts';
import { countriesOf } from './subject.ts';

/** A region of the world by the statistics division of the UN (M49), with its countries by their codes. */
export type Region = { id: string; name: string; continent: string; countries: string[] };

export const REGIONS: readonly Region[] = regions;
/** The continents of the regions, in alphabetical order. */
export const CONTINENTS: readonly string[] = [...new Set(regions.map(region => region.continent))].sort();

/** What a region or a continent is called in addresses: `western-asia`, `asia`. */
export const REGION_IDS: readonly string[] = [
  ...CONTINENTS.map(name => name.toLowerCase()),
  ...regions.map(region => region.id),
];

const countriesByPlace = new Map<string, ReadonlySet<string>>(
  REGION_IDS.map(id => [
    id,
    new Set(
      regions.filter(region => region.id === id || region.continent.toLowerCase() === id).flatMap(it => it.countries),
    ),
  ]),
);

/** True when one of the subject's countries lies in the region or continent of that id. */
export function liesIn(subject: Subject, id: string): boolean {
  const countries = countriesByPlace.get(id);
  return countries !== undefined && countriesOf(subject).some(country => countries.has(country));
}
