import { readValue, readValues, TooDeep } from '@tensiometer/core/wire/json.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { type ParsedReport, parsePlainReport, parseReport } from '@tensiometer/core/wire/report.ts';
import { firstInvalidUtf8 } from '@tensiometer/core/wire/text.ts';

/** Limits of one request. */
export const REQUEST_LIMITS = { bytes: 10_485_760, items: 1_000 } as const;

/** One report of a request: as it was read, and the bytes that are kept. */
export type Item = { parsed: ParsedReport; raw: Buffer };
export type ReadBody = { items: Item[] /** The request was one report, not a list. */; single: boolean };

const TYPES = {
  'application/json': readJson,
  'application/x-ndjson': readNdjson,
  'application/ndjson': readNdjson,
  'text/plain': readPlain,
} as const;

/**
 * Reads the body of a request by its content type into its reports. Throws a problem when the body as a whole cannot be
 * read; what is wrong with one report of several stands in that item. `now` is in milliseconds since 1970.
 */
export function readBody(contentType: string | undefined, bytes: Buffer, now: number): ReadBody {
  const reader = readerFor(contentType);
  const text = reader === readNdjson ? '' : decode(bytes);
  if (reader !== readNdjson && text.trim() === '') throw emptyBody();
  const body = reader(text, bytes, now);
  if (body.items.length === 0) {
    throw body.single || reader === readNdjson
      ? emptyBody()
      : new ProblemRaised(problem('invalid-report', { detail: 'The list holds no report.' }));
  }
  if (body.items.length > REQUEST_LIMITS.items) {
    throw new ProblemRaised(
      problem('too-large', {
        detail: `${body.items.length} reports in one request; at most ${REQUEST_LIMITS.items} are taken.`,
        limit: REQUEST_LIMITS.items,
        hint: 'Send them in several requests.',
      }),
    );
  }
  return body;
}

type Reader = (text: string, bytes: Buffer, now: number) => ReadBody;

function readerFor(contentType: string | undefined): Reader {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map(part => part.trim().toLowerCase());
  const charset = parameters
    .find(parameter => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const known = charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii';
  if (Object.hasOwn(TYPES, type) && known) return TYPES[type as keyof typeof TYPES];
  throw new ProblemRaised(
    problem('unsupported-type', {
      detail: contentType === undefined ? 'The request has no content type.' : `"${contentType}" is not read here.`,
      hint: 'Send application/json, application/x-ndjson or text/plain, in UTF-8.',
    }),
  );
}

function emptyBody(): ProblemRaised {
  return new ProblemRaised(problem('empty-body', { hint: 'Send a report, such as {"title":"…","text":"…"}.' }));
}

/** Strict UTF-8, with a byte order mark dropped. */
function decode(bytes: Buffer): string {
  const at = firstInvalidUtf8(bytes);
  if (at >= 0)
    throw new ProblemRaised(
      problem('invalid-utf-8', {
        detail: `The byte at offset ${at} is not part of UTF-8 text.`,
        hint: 'Save or send the text as UTF-8.',
      }),
    );
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function readPlain(text: string, bytes: Buffer, now: number): ReadBody {
  return { items: [{ parsed: parsePlainReport(text, now), raw: bytes }], single: true };
}

function readJson(text: string, bytes: Buffer, now: number): ReadBody {
  const { list, values } = asJson(() => readValues(text));
  const items = values.map(sent => ({
    parsed: parseReport(sent.value, now),
    raw: list ? Buffer.from(sent.text) : bytes,
  }));
  return { items, single: !list };
}

/** One report a line; a line that cannot be read is that item's fault alone. */
function readNdjson(_: string, bytes: Buffer, now: number): ReadBody {
  const items: Item[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const raw = bytes.subarray(start, end);
    start = end + 1;
    if (raw.toString('latin1').trim() === '') continue;
    items.push({ raw, parsed: parseLine(raw, now) });
    if (items.length > REQUEST_LIMITS.items) break;
  }
  return { items, single: false };
}

function parseLine(raw: Buffer, now: number): ParsedReport {
  try {
    return parseReport(
      asJson(() => readValue(decode(raw))),
      now,
    );
  } catch (error) {
    if (!(error instanceof ProblemRaised)) throw error;
    return {
      ok: false,
      errors: [
        {
          pointer: '',
          detail: [error.problem.title, error.problem.detail].filter(part => part !== undefined).join(': '),
        },
      ],
    };
  }
}

/** What reading JSON answers, or the problem that it is none. */
function asJson<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemRaised) throw error;
    if (error instanceof TooDeep) throw new ProblemRaised(problem('invalid-report', { detail: error.message }));
    const detail = error instanceof Error ? error.message : String(error);
    throw new ProblemRaised(
      problem('invalid-json', {
        detail,
        hint: 'A text without JSON around it can be sent with content-type: text/plain.',
      }),
    );
  }
}
