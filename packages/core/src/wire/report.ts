import { z } from 'zod';
import { type PublishedAt, parsePublishedAt } from './date.ts';
import { cleanText, type TextFlag } from './text.ts';

/** Limits of one report; over them it is refused with the limit named. */
export const REPORT_LIMITS = {
  textBytes: 1_048_576,
  depth: 32,
  values: 20_000,
  idLength: 200,
  urlLength: 2_048,
  nameLength: 300,
  tags: 50,
} as const;

export type Outlet = { name: string; family: string | null; country: string | null };
export type ReportFlag = TextFlag | 'date-ignored';

/** A report as it arrived, read and cleaned. */
export type Report = {
  id: string | null;
  title: string | null;
  body: string | null;
  /** Title, two newlines, text, or whichever there is: all offsets count in this string. */
  text: string;
  titleLength: number;
  url: string | null;
  publishedAt: PublishedAt | null;
  language: string | null;
  outlet: Outlet | null;
  tags: string[];
  meta: unknown;
  flags: ReportFlag[];
};

export type ReportError = { pointer: string; detail: string; tooLarge?: number };
export type ParsedReport = { ok: true; report: Report; ignored: string[] } | { ok: false; errors: ReportError[] };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform(value => value ?? null);
const name = z.string().max(REPORT_LIMITS.nameLength);
const date = z.union([z.string(), z.number().transform(() => 'a number')]);

/** One report as senders write it. */
export const nativeReport = z.object({
  id: optional(z.union([z.string().min(1).max(REPORT_LIMITS.idLength), z.number().int().transform(String)])),
  title: optional(z.string()),
  text: optional(z.string()),
  url: optional(z.string().max(REPORT_LIMITS.urlLength)),
  publishedAt: optional(date),
  published_at: optional(date),
  language: optional(z.string().max(35)),
  outlet: optional(
    z.union([
      name.transform(given => ({ name: given, family: null, country: null })),
      z.object({ name, family: optional(name), country: optional(name) }),
    ]),
  ),
  tags: optional(z.array(name).max(REPORT_LIMITS.tags)),
  meta: z.unknown().optional(),
});
const KNOWN = new Set(Object.keys(nativeReport.shape));

/**
 * Reads one native report (`{id?, title?, text?, url?, publishedAt?, language?, outlet?, tags?, meta?}`, of which title or
 * text is needed) from parsed JSON. Unknown keys are ignored and named; a date that makes no sense is dropped and flagged.
 * `now` is in milliseconds since 1970.
 */
export function parseReport(value: unknown, now: number): ParsedReport {
  const shape = checkShape(value);
  if (shape) return { ok: false, errors: [shape] };
  const parsed = nativeReport.safeParse(value);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(issue => ({ pointer: pointerOf(issue.path), detail: issue.message }));
    return { ok: false, errors };
  }
  const it = parsed.data;
  const flags = new Set<ReportFlag>();
  const clean = (text: string): string => {
    const cleaned = cleanText(text);
    for (const flag of cleaned.flags) flags.add(flag);
    return cleaned.text;
  };
  const cleanOr = (text: string | null): string | null => (text === null || text.trim() === '' ? null : clean(text));
  const title = cleanOr(it.title);
  const body = cleanOr(it.text);
  if (title === null && body === null) {
    return { ok: false, errors: [{ pointer: '', detail: 'a report needs a title or a text that is not blank' }] };
  }
  const text = [title, body].filter(part => part !== null).join('\n\n');
  const bytes = utf8Length(text);
  if (bytes > REPORT_LIMITS.textBytes) {
    const detail = `title and text are ${bytes} bytes long; at most ${REPORT_LIMITS.textBytes} are taken`;
    return { ok: false, errors: [{ pointer: '/text', detail, tooLarge: REPORT_LIMITS.textBytes }] };
  }
  const statedDate = it.publishedAt ?? it.published_at;
  const publishedAt = statedDate === null ? null : parsePublishedAt(statedDate, now);
  if (statedDate !== null && publishedAt === null) flags.add('date-ignored');
  const report: Report = {
    id: it.id === null ? null : clean(it.id),
    title,
    body,
    text,
    titleLength: title === null ? 0 : title.length,
    url: cleanOr(it.url),
    publishedAt,
    language: cleanOr(it.language),
    outlet: it.outlet === null ? null : outletOf(it.outlet, cleanOr),
    tags: (it.tags ?? []).map(clean),
    meta: it.meta === undefined ? null : cleanJson(it.meta, clean),
    flags: [],
  };
  report.flags = [...flags].sort();
  return { ok: true, report, ignored: ignoredKeys(value) };
}

const DATE_HEAD = /^\s*date\s+(\d{4}-\d{2}-\d{2})(?=\s|$)/i;

/** Reads a `text/plain` report: an optional leading `date YYYY-MM-DD`, which gives the day and stays in the text. */
export function parsePlainReport(text: string, now: number): ParsedReport {
  const day = DATE_HEAD.exec(text)?.[1];
  return parseReport(day === undefined ? { text } : { text, publishedAt: day }, now);
}

function outletOf(outlet: Outlet, clean: (text: string | null) => string | null): Outlet | null {
  const named = clean(outlet.name);
  return named === null ? null : { name: named, family: clean(outlet.family), country: clean(outlet.country) };
}

function ignoredKeys(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).filter(key => !KNOWN.has(key)) : [];
}

/** Refuses what is nested too deep, has too many values, or uses a key that would reach an object's prototype. */
function checkShape(value: unknown): ReportError | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { pointer: '', detail: 'a report is a JSON object' };
  const open: { value: object; depth: number }[] = [{ value, depth: 1 }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > REPORT_LIMITS.depth)
      return { pointer: '', detail: `nested deeper than ${REPORT_LIMITS.depth} levels` };
    for (const [key, inner] of Object.entries(next.value)) {
      values += 1;
      if (values > REPORT_LIMITS.values) return { pointer: '', detail: `more than ${REPORT_LIMITS.values} values` };
      if (!Array.isArray(next.value) && FORBIDDEN.has(key))
        return { pointer: `/${key}`, detail: 'this key is not allowed' };
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, depth: next.depth + 1 });
    }
  }
  return null;
}

/** Makes any JSON value storable as jsonb: strings cleaned, numbers that lose digits kept as text. */
function cleanJson(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : String(value);
  if (Array.isArray(value)) return value.map(inner => cleanJson(inner, clean));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleanJson(inner, clean)]));
  }
  return value;
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is four bytes in UTF-8: two for each half.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
