/**
 * Codes reports without a server: NDJSON reports on standard input, or one text file by name; one NDJSON coding per
 * report on standard output, in the same order. A bad line gives `"outcome":"failed"` and never ends the run.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { CoderInput } from '@tensiometer/core/domain/coded-event.ts';
import { createCoder } from '@tensiometer/core/domain/coder/coder.ts';
import { withWords } from '@tensiometer/core/domain/coder/with-words.ts';

const wellFormed = (text: string) => text.replace(/\0/g, '\ufffd').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

function stringOf(record: Record<string, unknown>, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'string' && value.trim() !== '') return wellFormed(value);
  }
  return null;
}

/** A native report as the coder reads it; throws a message for a person when it is none. */
function readNative(line: string, fallbackId: string): CoderInput {
  const record: unknown = JSON.parse(line);
  if (typeof record !== 'object' || record === null || Array.isArray(record)) throw new Error('a report is a JSON object');
  const fields = { ...record };
  const title = stringOf(fields, 'title');
  const body = stringOf(fields, 'text');
  if (title === null && body === null) throw new Error('a report needs a title or a text');
  return {
    id: stringOf(fields, 'id') ?? fallbackId,
    text: title !== null && body !== null ? `${title}\n\n${body}` : (title ?? body ?? ''),
    titleLength: title?.length ?? 0,
    publishedAt: stringOf(fields, 'publishedAt', 'published_at'),
    language: stringOf(fields, 'language'),
  };
}

/** A file as `text/plain` is read: a leading `date YYYY-MM-DD` is the published day and stays in the text. */
async function readPlain(file: string): Promise<CoderInput> {
  const text = wellFormed((await readFile(file, 'utf8')).replace(/^\ufeff/, ''));
  const publishedAt = /^\s*date (\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1] ?? null;
  return { id: file, text, titleLength: 0, publishedAt, language: null };
}

const coder = await createCoder();
const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const codeOne = (input: CoderInput) => print({ id: input.id, ...withWords(coder.code(input), input.text) });

const file = process.argv[2];
if (file) codeOne(await readPlain(file));
else {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    number += 1;
    const id = `line-${number}`;
    try {
      codeOne(readNative(line, id));
    } catch (error) {
      const reason = error instanceof SyntaxError ? 'invalid JSON' : error instanceof Error ? error.message : String(error);
      print({ id, outcome: 'failed', reason, events: [], suppressed: [], coder: coder.version });
    }
  }
}
