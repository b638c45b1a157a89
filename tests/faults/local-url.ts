import { join } from 'node:path';
import { password } from '../../scripts/postgres/cluster.ts';
import { urlOf } from '../../scripts/postgres/connection.ts';
import { readPidFile } from '../../scripts/postgres/pid-file.ts';
import { settlePlace } from '../../scripts/postgres/place.ts';

/** Address of the embedded database that runs on a data folder. */
export async function localUrl(dataFolder: string): Promise<string> {
  const place = settlePlace(join(dataFolder, 'postgres'));
  const port = readPidFile(place.data)?.port;
  if (port === null || port === undefined) throw new Error(`no PostgreSQL runs on ${dataFolder}`);
  return urlOf(port, password(place), 'tensiometer');
}
