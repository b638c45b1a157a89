import type { Subject } from '../domain/subject.ts';
import countries from './country-names.json' with { type: 'json' };

const names: Record<string, string> = countries;

/** Codes of all countries and blocs that can be a subject. */
export const countryCodes: readonly string[] = Object.keys(names);

/** English short name of a country or bloc by its code; the code itself when it has none. */
export function countryName(code: string): string {
  return names[code] ?? code;
}

/** How a subject is called on screen: "Iraq–United States", "Iraq", "World". */
export function subjectName(subject: Subject): string {
  return subject === 'world' ? 'World' : subject.split('-').map(countryName).join('–');
}

/** Codes of the countries and blocs that a code stands for, or whose name holds the words. */
export function countriesNamed(text: string): string[] {
  const wanted = text.toLowerCase();
  return Object.entries(names).flatMap(([code, name]) =>
    code.toLowerCase() === wanted || name.toLowerCase().includes(wanted) ? [code] : [],
  );
}
