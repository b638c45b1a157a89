import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { listVersions } from '../../packages/core/src/views/versions.ts';

const EVERY_MS = 200;

/** Watches how far each version of the views has come, whatever else happens to the database. */
export type CheckpointWatch = { /** Every time that one went back. */ regressions(): string[]; stop(): Promise<void> };

/** Looks several times a second; a checkpoint that goes back means that somebody wrote who was replaced. */
export function watchCheckpoints(url: string): CheckpointWatch {
  const db = openDatabase(url, { max: 1 });
  const reached = new Map<number, number>();
  const regressions: string[] = [];
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const versions = await listVersions(db).catch(() => []);
      for (const { version, position } of versions) {
        const before = reached.get(version) ?? 0;
        if (position < before) regressions.push(`version ${version} went back from ${before} to ${position}`);
        reached.set(version, position);
      }
      await delay(EVERY_MS);
    }
    await db.$client.end();
  })();
  return {
    regressions: () => [...regressions],
    stop: async () => {
      stopped = true;
      await watching;
    },
  };
}
