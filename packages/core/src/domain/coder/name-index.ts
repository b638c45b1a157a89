import type { Sector } from '../coded-event.ts';

export type MentionKind =
  | 'country'
  | 'demonym'
  | 'people'
  | 'capital'
  | 'place'
  | 'bloc'
  | 'org'
  | 'body'
  | 'group'
  | 'leader'
  | 'media';

/** Time in office, each end a year or a year and month; `to` is null while it lasts, `gap` a time out of it. */
export type Term = { from: string; to: string | null; gap: [string, string] | null };

export type Entry = {
  name: string;
  lower: string;
  kind: MentionKind;
  code: string | null;
  sector: Sector;
  term: Term | null;
};

/** Entries by their first word and the two characters after it ("united s", "al-q"), one-word names by the word alone. */
const byStart = new Map<string, Entry[]>();

/** Last words of the names that begin with a word, for telling whether a given name goes with a surname. */
const endings = new Map<string, Set<string>>();

function firstWord(text: string): string {
  let end = 0;
  // Char codes instead of a Unicode pattern: this runs for every token of every report.
  while (end < text.length && isWordCode(text.charCodeAt(end))) end += 1;
  return text.slice(0, Math.max(1, end)).toLowerCase();
}

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code > 0xbf;
}

const UNACCENTED: Record<string, string> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ı: 'i' };

/** A name as written here, without accents, and with the Arabic article in all four ways that papers write it. */
export function spellings(name: string): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
  const ascii = plain.replace(/[łŁøØđĐı]/g, letter => UNACCENTED[letter] ?? letter);
  const out = new Set<string>();
  for (const form of [name, plain, ascii])
    for (const article of ['al-', 'Al-', 'al ', 'Al ']) out.add(form.replace(/(?<=^| )[Aa]l[- ](?=\p{Lu})/gu, article));
  return [...out];
}

/** Enters a name in all its spellings; of two entries for one spelling the first wins. */
export function add(
  name: string,
  kind: MentionKind,
  code: string | null,
  sector: Sector,
  term: Term | null = null,
): void {
  for (const form of spellings(name)) {
    const entry = { name: form, lower: form.toLowerCase(), kind, code, sector, term };
    const first = firstWord(form);
    const next = form.slice(first.length, first.length + 2).toLowerCase();
    const key = next.length < 2 ? first : first + next;
    const list = byStart.get(key);
    if (list) list.push(entry);
    else byStart.set(key, [entry]);
    const last = form.slice(form.lastIndexOf(' ') + 1);
    const known = endings.get(first);
    if (known) known.add(last);
    else endings.set(first, new Set([last]));
  }
}

/** A demonym in the plural names people ("Iraqis", "Frenchmen"), in the singular mostly an adjective ("Iraqi"). */
export function isPeople(name: string): boolean {
  return (name.endsWith('s') && !name.endsWith('ss')) || /(?:ch|sh|ts|se|er)(?:wo)?m[ae]n$/.test(name);
}

export function kindOf(kind: string): MentionKind {
  if (kind === 'bloc' || kind === 'org' || kind === 'body' || kind === 'group' || kind === 'leader' || kind === 'media')
    return kind;
  throw new Error(`unknown kind of actor: ${kind}`);
}

/** Length of the gazetteer name that starts at an offset of a text in ordinary case, 0 when none does. */
export function nameAt(text: string, start: number): number {
  return longestName(text, start, 'mixed')?.name.length ?? 0;
}

/** Puts the longest name of each start first; of equally long ones the first that was entered. */
export function sortNames(): void {
  for (const list of byStart.values()) list.sort((a, b) => b.name.length - a.name.length);
}

/** True when the gazetteer has a name that begins with a given name and ends in a surname. */
export function hasPerson(given: string, surname: string): boolean {
  return endings.get(given.toLowerCase())?.has(surname) ?? false;
}

/** The longest gazetteer name that begins at an offset of a text, never one that ends inside a word. */
export function longestName(text: string, start: number, letters: 'mixed' | 'lower' | 'upper'): Entry | null {
  const first = firstWord(text.slice(start, start + 24));
  const after = start + first.length;
  return (
    matchIn(byStart.get(first + text.slice(after, after + 2).toLowerCase()), text, start, letters) ??
    matchIn(byStart.get(first), text, start, letters)
  );
}

function matchIn(list: Entry[] | undefined, text: string, start: number, letters: string): Entry | null {
  if (!list) return null;
  for (const entry of list) {
    const end = start + entry.name.length;
    const same =
      letters === 'mixed' ? text.startsWith(entry.name, start) : text.slice(start, end).toLowerCase() === entry.lower;
    if (same && !(end < text.length && isWordCode(text.charCodeAt(end)))) return entry;
  }
  return null;
}
