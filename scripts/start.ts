import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@tensiometer/core/runtime/env.ts';
import { describe } from '@tensiometer/core/runtime/lifecycle.ts';
import { createLogger } from '@tensiometer/core/runtime/logging.ts';
import { startAll } from './start/all.ts';
import { explainFailure } from './start/explain.ts';
import { welcome } from './start/welcome.ts';

/** Everything stopped within this time, or the process ends anyway. */
const STOP_DEADLINE_MS = 10_000;
/** npm passes a Ctrl-C on that the terminal has sent already: within this time a second signal is the first one's echo. */
const ECHO_MS = 1_500;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const root = fileURLToPath(new URL('..', import.meta.url));
const logger = createLogger('tensiometer', process.env.LOG_LEVEL ?? 'warn');
let stopping: Promise<void> | null = null;
let stopAll: (() => Promise<void>) | null = null;
let stopAskedAt = 0;

/** Stops everything in order; a second signal, or ten seconds, ends the process at once. */
function stop(code: number): void {
  if (stopping) {
    if (Date.now() - stopAskedAt > ECHO_MS) process.exit(130);
    return;
  }
  stopAskedAt = Date.now();
  say('Stopping …');
  setTimeout(() => {
    say('Not everything stopped in time; what was acknowledged is on disk.');
    process.exit(1);
  }, STOP_DEADLINE_MS).unref();
  stopping = (stopAll?.() ?? Promise.resolve()).then(
    () => {
      say('Stopped.');
      process.exit(code);
    },
    error => {
      say(`Stopped, but not cleanly: ${describe(error)}`);
      process.exit(1);
    },
  );
}

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
process.on('SIGHUP', () => stop(0));

try {
  const config = readConfig(process.env, join(root, '.tensiometer'));
  const running = await startAll({
    config,
    logger,
    say,
    onFatal: error => {
      say(`Tensiometer cannot go on: ${describe(error)}`);
      stop(1);
    },
    // Known as soon as something runs, so that Ctrl-C in the middle of a start also stops it in order.
    onStopper: stopper => {
      stopAll = stopper;
    },
  });
  if (!stopping) say(welcome(running));
} catch (error) {
  if (!stopping) {
    say(`Tensiometer could not start.\n${explainFailure(error)}`);
    logger.info({ error: describe(error) }, 'start failed');
    process.exitCode = 1;
    await (stopAll as (() => Promise<void>) | null)?.();
    process.exit(1);
  }
}
