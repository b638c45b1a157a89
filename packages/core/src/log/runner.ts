import { describe } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/logging.ts';
import { isTransient } from './database.ts';

export type Runner = { wake(): void; stop(): Promise<void> };

/**
 * Runs `step` again and again for as long as it answers that there is more, then waits to be woken. A step that fails
 * because the database is away is tried again at the next waking; any other failure stops the runner through `onFatal`.
 */
export function createRunner(
  name: string,
  step: () => Promise<boolean>,
  logger: Logger,
  onFatal: (error: unknown) => void,
): Runner {
  let woken = false;
  let stopped = false;
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    while (woken && !stopped) {
      woken = false;
      try {
        if (await step()) woken = true;
      } catch (error) {
        if (stopped) return;
        if (isTransient(error)) {
          logger.warn({ runner: name, error: describe(error) }, 'the database is away; trying again');
          return;
        }
        stopped = true;
        logger.error({ runner: name, error: describe(error) }, 'stopped: this must be looked at');
        onFatal(error);
      }
    }
  };
  return {
    wake: () => {
      woken = true;
      if (stopped) return;
      running ??= run().finally(() => {
        running = null;
      });
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
