/** One value of a request with the very text that it was sent as. */
export type SentValue = { value: unknown; text: string };

/** The JSON nests deeper than can be read; `depth` is the bound. */
export class TooDeep extends Error {}

/** Far over what a report may have, so that one deep report of a list is refused alone; JSON.parse still bears it. */
const MAX_DEPTH = 1_000;

/**
 * Reads one JSON value. Numbers in its `meta` that a JavaScript number cannot hold become the text that they were sent
 * as. Throws `TooDeep`, or a `SyntaxError`.
 */
export function readValue(text: string): unknown {
  const { value, large } = parse(text);
  return large ? JSON.parse(quoteLargeIn(text)) : value;
}

/** Reads a JSON value as `readValue` does, or each of those of a list, which may stand under `reports`. */
export function readValues(text: string): { list: boolean; values: SentValue[] } {
  const { value, large } = parse(text);
  const start = skipSpace(text, 0);
  const found = Array.isArray(value)
    ? { list: value, at: start }
    : isObject(value) && Array.isArray(value.reports)
      ? { list: value.reports, at: lastMember(text, start, 'reports') }
      : null;
  const exact = (sent: unknown, its: string): SentValue => ({
    value: large ? JSON.parse(quoteLargeIn(its)) : sent,
    text: its,
  });
  if (found === null) return { list: false, values: [exact(value, text)] };
  return { list: true, values: elementsOf(text, found.at).map((span, i) => exact(found.list[i], text.slice(...span))) };
}

function parse(text: string): { value: unknown; large: boolean } {
  const { depth, large } = look(text);
  // Looked for before parsing, so that a tower of brackets costs nothing.
  if (depth > MAX_DEPTH) throw new TooDeep(`The JSON nests deeper than ${MAX_DEPTH} levels.`);
  return { value: JSON.parse(text), large };
}

type Span = [start: number, end: number];

// Everything below walks a text that JSON.parse has taken, or is about to judge.

/** How deep a text nests, and whether it has a number that a JavaScript number cannot hold. */
function look(text: string): { depth: number; large: boolean } {
  let depth = 0;
  let deepest = 0;
  let large = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) i = stringEnd(text, i) - 1;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    else if (startsNumber(unit)) {
      const end = numberEnd(text, i);
      large ||= isLarge(text.slice(i, end));
      i = end - 1;
    }
  }
  return { depth: deepest, large };
}

/** A report with the large numbers of its `meta` in quotes, where they are texts. */
function quoteLargeIn(text: string): string {
  const start = skipSpace(text, 0);
  if (text[start] !== '{') return text;
  let quoted = '';
  let copied = 0;
  for (const [key, from, to] of membersOf(text, start)) {
    if (key !== 'meta') continue;
    quoted += text.slice(copied, from) + quoteLarge(text.slice(from, to));
    copied = to;
  }
  return quoted + text.slice(copied);
}

function quoteLarge(text: string): string {
  let quoted = '';
  let copied = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) i = stringEnd(text, i) - 1;
    else if (startsNumber(unit)) {
      const end = numberEnd(text, i);
      const number = text.slice(i, end);
      if (isLarge(number)) {
        quoted += `${text.slice(copied, i)}"${number}"`;
        copied = end;
      }
      i = end - 1;
    }
  }
  return quoted + text.slice(copied);
}

function isLarge(number: string): boolean {
  return Math.abs(Number(number)) > Number.MAX_SAFE_INTEGER;
}

/** Elements of the list that begins at `[`. */
function elementsOf(text: string, open: number): Span[] {
  const spans: Span[] = [];
  for (let i = skipSpace(text, open + 1); text[i] !== ']'; ) {
    const end = valueEnd(text, i);
    spans.push([i, end]);
    i = skipSpace(text, end);
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
  return spans;
}

/** Members of the object that begins at `{`: key, and where its value stands. */
function membersOf(text: string, open: number): [key: string, start: number, end: number][] {
  const members: [string, number, number][] = [];
  for (let i = skipSpace(text, open + 1); text[i] !== '}'; ) {
    const keyEnd = stringEnd(text, i);
    const key: string = JSON.parse(text.slice(i, keyEnd));
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = valueEnd(text, start);
    members.push([key, start, end]);
    i = skipSpace(text, end);
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
  return members;
}

/** Where the value of a key begins; of the last such key, which is the one that counts. */
function lastMember(text: string, open: number, key: string): number {
  return membersOf(text, open).findLast(([name]) => name === key)?.[1] ?? open;
}

/** Where the value that begins at `start` ends. */
function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return stringEnd(text, start);
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) i = stringEnd(text, i) - 1;
    else if (unit === 0x7b || unit === 0x5b) depth += 1;
    else if (unit === 0x7d || unit === 0x5d) {
      // The end of what this value stands in, or its own.
      if (depth === 0) return i;
      depth -= 1;
      if (depth === 0) return i + 1;
    } else if (depth === 0 && (unit === 0x2c || isSpace(unit))) return i;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x5c) i += 1;
    else if (unit === 0x22) return i + 1;
  }
  return text.length;
}

function numberEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && /[\d.eE+-]/.test(text[i] ?? '')) i += 1;
  return i;
}

function startsNumber(unit: number): boolean {
  return unit === 0x2d || (unit >= 0x30 && unit <= 0x39);
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (i < text.length && isSpace(text.charCodeAt(i))) i += 1;
  return i;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
