import type { StatusAnswer } from '../../packages/core/src/wire/api.ts';
import type { System } from './system.ts';
import { waitFor } from './wait-for.ts';

/** Reading the demo takes this long at most on a slow machine. */
const WITHIN_MS = 300_000;

/** Loads the demo into a system and waits until all of it is on the charts. */
export async function loadDemo(system: System): Promise<StatusAnswer> {
  const answer = await system.send('POST', '/api/v1/demo');
  const { reports } = (await answer.json()) as { reports: number };
  return waitFor(
    `the ${reports} reports of the demo to be counted`,
    async () => {
      const status = await system.get<StatusAnswer>('/api/v1/status');
      const done = status.received >= reports && status.pending === 0 && status.projected === status.position;
      return done ? status : null;
    },
    WITHIN_MS,
  );
}
