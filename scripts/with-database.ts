import { join } from 'node:path';
import type { Config } from '@tensiometer/core/runtime/env.ts';
import { localPostgres } from './local-postgres.ts';
import { password } from './postgres/cluster.ts';
import { answers, urlOf } from './postgres/connection.ts';
import { readPidFile } from './postgres/pid-file.ts';
import { settlePlace } from './postgres/place.ts';

/**
 * Runs something on the database of this installation: the one that DATABASE_URL names, the embedded one of a running
 * `npm start`, or else the embedded one, started for the purpose and stopped afterwards.
 */
export async function withDatabase<T>(
  config: Config,
  say: (line: string) => void,
  use: (url: string) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== null) return use(config.databaseUrl);
  const dataFolder = join(config.dataFolder, 'postgres');
  const running = await findRunning(dataFolder);
  if (running !== null) return use(running);
  const postgres = await localPostgres({ dataFolder, say });
  try {
    return await use(postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function findRunning(dataFolder: string): Promise<string | null> {
  const place = settlePlace(dataFolder);
  const port = readPidFile(place.data)?.port ?? null;
  if (port === null) return null;
  const url = urlOf(port, password(place), 'tensiometer');
  return (await answers(url, place.data)) ? url : null;
}
