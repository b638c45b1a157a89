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

export type Entry = { name: string; lower: string; kind: MentionKind; code: string | null; sector: Sector };

export const byFirstWord = new Map<string, Entry[]>();

function firstWord(text: string): string {
  let end = 0;
  // Char codes instead of a Unicode pattern: this runs for every token of every report.
  while (end < text.length && isWordCode(text.charCodeAt(end))) end += 1;
  return text.slice(0, Math.max(1, end)).toLowerCase();
}

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code > 0xbf;
}

export function add(name: string, kind: MentionKind, code: string | null, sector: Sector): void {
  const entry = { name, lower: name.toLowerCase(), kind, code, sector };
  const key = firstWord(name);
  const list = byFirstWord.get(key);
  if (list) list.push(entry);
  else byFirstWord.set(key, [entry]);
}

/** A demonym in the plural names people ("Iraqis"), in the singular mostly an adjective ("Iraqi"). */
export function isPeople(name: string): boolean {
  return name.endsWith('s') && !name.endsWith('ss');
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

export function longestName(text: string, start: number, letters: 'mixed' | 'lower' | 'upper'): Entry | null {
  const list = byFirstWord.get(firstWord(text.slice(start, start + 24)));
  if (!list) return null;
  for (const entry of list) {
    const end = start + entry.name.length;
    const same =
      letters === 'mixed' ? text.startsWith(entry.name, start) : text.slice(start, end).toLowerCase() === entry.lower;
    if (same && !(end < text.length && isWordCode(text.charCodeAt(end)))) return entry;
  }
  return null;
}
