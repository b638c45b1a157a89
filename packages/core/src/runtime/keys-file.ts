import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../log/database.ts';
import { newKey, randomId } from '../log/ids.ts';
import { storeKey } from '../log/keys.ts';
import { ensureLocalSource } from '../log/sources.ts';
import { setPassword } from '../log/users.ts';
import type { Config } from './env.ts';

/** The keys of this installation in the clear; the database has only their hashes. */
export type Keys = {
  ingest: string;
  read: string;
  write: string;
  /** Not a key of the API: it locks the secrets of channels. The database has nothing of it. */
  secret: string;
};

/**
 * Makes the source `local`, its key and the keys of the API at the first start, keeps them in the file `keys` of the
 * data folder (readable by its owner alone), and stores their hashes. Preset keys come first; a preset password is set.
 */
export async function ensureKeys(
  db: Database,
  config: Pick<Config, 'dataFolder' | 'ingestKey' | 'readKey' | 'adminPassword' | 'secretKey'>,
): Promise<Keys> {
  const file = join(config.dataFolder, 'keys');
  const kept = await readKeys(file);
  const keys: Keys = {
    ingest: config.ingestKey ?? kept.ingest ?? newKey(),
    read: config.readKey ?? kept.read ?? newKey(),
    write: kept.write ?? newKey(),
    secret: config.secretKey ?? kept.secret ?? newKey(),
  };
  if (!isDeepStrictEqual(kept, keys)) await writeKeys(file, config.dataFolder, keys);
  const local = await ensureLocalSource(db);
  await storeKey(db, keys.ingest, 'local', ['ingest'], local.sourceId);
  await storeKey(db, keys.read, 'read', ['read'], null);
  await storeKey(db, keys.write, 'write', ['read', 'write'], null);
  if (config.adminPassword !== null) await setPassword(db, 'operator', config.adminPassword);
  return keys;
}

/** What the file of keys holds; nothing when there is none yet. */
export async function readKeys(file: string): Promise<Partial<Keys>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return {};
  }
  return Object.fromEntries(
    text.split('\n').flatMap(line => {
      const [name, key] = line.split('=');
      return name !== undefined && key !== undefined && key !== '' ? [[name.trim(), key.trim()]] : [];
    }),
  );
}

/** Written beside and renamed, so that a start that is cut off leaves the old file whole. */
async function writeKeys(file: string, folder: string, keys: Keys): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = `${Object.entries(keys)
    .map(([name, key]) => `${name}=${key}`)
    .join('\n')}\n`;
  // Several processes may start on one folder at once: each writes a file of its own.
  const own = `${file}.${randomId()}`;
  await writeFile(own, text, { mode: 0o600 });
  await rename(own, file);
}
