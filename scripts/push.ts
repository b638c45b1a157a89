import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CannotDo, keysOf, request, runCommand, say } from './command.ts';

const TYPES: Record<string, string> = {
  '.json': 'application/json',
  '.ndjson': 'application/x-ndjson',
  '.jsonl': 'application/x-ndjson',
};

/** `npm run push -- FILE …`: sends files to the webhook of a running Tensiometer and prints the receipts. */
await runCommand(async config => {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new CannotDo('Name the files to push: npm run push -- report.txt');
  const { ingest } = await keysOf(config);
  for (const file of files) {
    const body = await readFile(file).catch(() => {
      throw new CannotDo(`${file} cannot be read. Is the path right?`);
    });
    const response = await request(`${config.ingestUrl}/v1/reports`, ingest, {
      method: 'POST',
      headers: { 'content-type': TYPES[extname(file)] ?? 'text/plain' },
      body,
    });
    say(`${response.status} ${await response.text()}`);
  }
});
