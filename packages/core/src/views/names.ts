import { dyad, parseSubject, type Subject } from '../domain/subject.ts';
import { anyPairOf, type Threshold, WATCH_LIST } from '../domain/threshold.ts';
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

/** What a rule watches, as people call it: a subject, "any pair of Iraq", or the subjects of a list. */
export function scopeName({ title, subject, members }: Pick<Threshold, 'title' | 'subject' | 'members'>): string {
  const country = anyPairOf(subject);
  if (country !== null) return `any pair of ${countryName(country)}`;
  if (subject !== WATCH_LIST) return subjectName(subject);
  if (title !== null) return `any of ${title}`;
  const [first, second, ...more] = members.map(subjectName);
  const rest = more.length > 0 ? `, or ${more.length} more` : '';
  return second === undefined ? (first ?? '') : `${first}${rest === '' ? ' or ' : ', '}${second}${rest}`;
}

/** Codes of the countries and blocs that a code stands for, or whose name holds the words. */
export function countriesNamed(text: string): string[] {
  const wanted = text.toLowerCase();
  return Object.entries(names).flatMap(([code, name]) =>
    code.toLowerCase() === wanted || name.toLowerCase().includes(wanted) ? [code] : [],
  );
}

/** A subject as a person writes it, by codes or by names ("IRQ-USA", "Iran–Israel", "Iraq"); null when it is none known. */
export function readSubject(text: string): Subject | null {
  const written = parseSubject(text.trim());
  if (written !== null && (written === 'world' || written.split('-').every(code => code in names))) return written;
  const [a, b, more] = text.split(/\s*[–—,/]\s*|\s+(?:-|and)\s+/i).map(countryCode);
  if (a === undefined || a === null || more !== undefined) return null;
  if (b === undefined) return a;
  return b === null || a === b ? null : dyad(a, b);
}

function countryCode(text: string): string | null {
  const wanted = text.trim().toLowerCase();
  const found = Object.entries(names).find(
    ([code, name]) => code.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  return found?.[0] ?? null;
}
