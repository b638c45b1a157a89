import type { Logger } from '../runtime/logging.ts';

/** A connection that is lost is tried again many times a second; one line in half a minute is enough to know. */
const QUIET_MS = 30_000;

/** What is done about the errors of a connection that mends itself. */
export function complain(logger: Logger, what: string): (error: Error) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return error => {
    if (performance.now() - saidAt < QUIET_MS) return;
    saidAt = performance.now();
    logger.warn({ error: error.message }, `${what} is lost; it is tried again until it is back`);
  };
}
