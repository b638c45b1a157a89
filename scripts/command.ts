import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig } from '@tensiometer/core/runtime/env.ts';
import { type Keys, readKeys } from '@tensiometer/core/runtime/keys-file.ts';
import { explainFailure } from './start/explain.ts';

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A command cannot do what it was asked; the message says what to do. */
export class CannotDo extends Error {}

/** Runs a command with the configuration of this installation; what goes wrong becomes a sentence and exit code 1. */
export async function runCommand(work: (config: Config) => Promise<void>): Promise<void> {
  try {
    await work(readConfig(process.env, join(fileURLToPath(new URL('..', import.meta.url)), '.tensiometer')));
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}

/** The keys of this installation: preset ones first, then those that the first start made. Throws `CannotDo` without. */
export async function keysOf(config: Config): Promise<Omit<Keys, 'secret'>> {
  const kept = await readKeys(join(config.dataFolder, 'keys'));
  const ingest = config.ingestKey ?? kept.ingest;
  const read = config.readKey ?? kept.read;
  const { write } = kept;
  if (ingest === undefined || read === undefined || write === undefined) {
    throw new CannotDo(`There are no keys in ${config.dataFolder} yet. Run npm start first, and leave it running.`);
  }
  return { ingest, read, write };
}

/** A request to a running Tensiometer. Throws `CannotDo` when nothing answers, or with what the answer says is wrong. */
export async function request(url: string, key: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
  } catch {
    throw new CannotDo(
      `Nothing answers at ${new URL(url).origin}. Run npm start in another window, and leave it running.`,
    );
  }
  if (response.ok) return response;
  const text = await response.text();
  throw new CannotDo(`${url} answered ${response.status}: ${text}`);
}
