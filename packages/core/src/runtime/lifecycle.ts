import type { Logger } from './logging.ts';

/** Something that was started and can be stopped again. */
export type App = { name: string; url: string | null; stop(): Promise<void> };

/** Resources register how they are closed when they are opened; stopping closes them in reverse, each once. */
export type Lifecycle = {
  /** `deadlineMs` is this resource's own, when the others' is too short for it. */
  defer(name: string, close: () => Promise<unknown> | unknown, deadlineMs?: number): void;
  stop(): Promise<void>;
};

/** A cleanup stack. A resource that takes longer than `deadlineMs` to close, or fails to, is named in the log and left. */
export function createLifecycle(logger: Logger, deadlineMs = 5_000): Lifecycle {
  const open: { name: string; close: () => Promise<unknown> | unknown; withinMs: number }[] = [];
  let stopping: Promise<void> | null = null;
  const drain = async (): Promise<void> => {
    for (let next = open.pop(); next; next = open.pop()) {
      const { name, close, withinMs } = next;
      try {
        await within(Promise.resolve(close()), withinMs);
      } catch (error) {
        logger.warn({ resource: name, error: describe(error) }, 'could not be closed in time');
      }
    }
  };
  return {
    defer: (name, close, withinMs = deadlineMs) => open.push({ name, close, withinMs }),
    stop: () => {
      stopping ??= drain();
      return stopping;
    },
  };
}

/** Runs what builds an app; when it fails, everything it had opened is closed before the error goes on. */
export async function start<T>(lifecycle: Lifecycle, build: () => Promise<T>): Promise<T> {
  try {
    return await build();
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

/** Something took longer than it was given; it may still come about. */
export class NotInTime extends Error {}

/** Rejects with `NotInTime` when the promise takes longer than `ms`; the timer never outlives it. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotInTime(`not done after ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Drizzle's message is the statement with its parameters: texts of reports and hashes of keys, which no log is for. */
const FAILED_QUERY = /^Failed query:/;

/** The message of an error with its causes, without a stack and without what was in a statement. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (FAILED_QUERY.test(error.message)) return error.cause === undefined ? 'a query failed' : describe(error.cause);
  return error.cause instanceof Error ? `${error.message}: ${describe(error.cause)}` : error.message;
}

/** Where an error came from, without its message. */
export function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .join('\n');
}
