/** A dyad (`IRQ-USA`, codes in alphabetical order), a country (`IRQ`) or `world`. */
export type Subject = string;

const COUNTRY = /^[A-Z]{3}$/;
const DYAD = /^([A-Z]{3})-([A-Z]{3})$/;

/** The unordered pair of two different country codes, written in alphabetical order. */
export function dyad(a: string, b: string): Subject {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}

/** Reads a subject in either order and any case; null when it is none. */
export function parseSubject(text: string): Subject | null {
  if (text.toLowerCase() === 'world') return 'world';
  const upper = text.toUpperCase();
  if (COUNTRY.test(upper)) return upper;
  const pair = DYAD.exec(upper);
  const [, a, b] = pair ?? [];
  return a !== undefined && b !== undefined && a !== b ? dyad(a, b) : null;
}

/** The country codes that a report must name to count as coverage of the subject; none for `world`. */
export function countriesOf(subject: Subject): string[] {
  return subject === 'world' ? [] : subject.split('-');
}

export function kindOf(subject: Subject): 'dyad' | 'country' | 'world' {
  if (subject === 'world') return 'world';
  return subject.includes('-') ? 'dyad' : 'country';
}
