import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localPostgres } from '../../scripts/local-postgres.ts';

/** Runs something on an embedded PostgreSQL of its own, with the settings of `npm start` (it waits for the disk). */
export async function onLocalPostgres<T>(use: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-bench-'));
  // The server may run as another user, who must reach its data.
  chmodSync(folder, 0o755);
  const postgres = await localPostgres({ dataFolder: join(folder, 'postgres'), say: () => {} });
  try {
    return await use(postgres.url);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
