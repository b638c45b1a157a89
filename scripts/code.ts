/**
 * Codes reports without a server: NDJSON reports on standard input, or one text file by name; one NDJSON coding per
 * report on standard output, in the same order. A bad line gives `"outcome":"failed"` and never ends the run.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createCoder } from '@tensiometer/core/domain/coder/coder.ts';
import { CODER_VERSION } from '@tensiometer/core/domain/coder/version.ts';
import { withWords } from '@tensiometer/core/domain/coder/with-words.ts';
import { type ParsedReport, parsePlainReport, parseReport } from '@tensiometer/core/wire/report.ts';

/** Dates are judged without the machine's clock, so that the same input gives the same output on any day. */
const END_OF_TIME = Date.UTC(9_998, 0, 1);

const coder = await createCoder();
const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

function codeOne(parsed: ParsedReport, fallbackId: string): void {
  if (!parsed.ok) {
    fail(
      fallbackId,
      parsed.errors.map(error => [error.pointer, error.detail].filter(part => part !== '').join(' ')).join('; '),
    );
    return;
  }
  const { id, text, titleLength, publishedAt, language } = parsed.report;
  const input = { id: id ?? fallbackId, text, titleLength, publishedAt: publishedAt?.stated ?? null, language };
  print({ id: input.id, ...withWords(coder.code(input), text) });
}

function fail(id: string, reason: string): void {
  print({ id, outcome: 'failed', reason, events: [], suppressed: [], coder: CODER_VERSION });
}

const file = process.argv[2];
if (file !== undefined) {
  try {
    codeOne(parsePlainReport((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''), END_OF_TIME), file);
  } catch (error) {
    process.stderr.write(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} else {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    number += 1;
    const id = `line-${number}`;
    let value: unknown;
    try {
      value = JSON.parse(line.replace(/^\uFEFF/, ''));
    } catch {
      fail(id, 'invalid JSON');
      continue;
    }
    codeOne(parseReport(value, END_OF_TIME), id);
  }
}
