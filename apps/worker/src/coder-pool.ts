import type { CoderInput, Coding } from '@tensiometer/core/domain/coded-event.ts';
import type { FailureReason } from '@tensiometer/core/domain/log-event.ts';
import { describe } from '@tensiometer/core/runtime/lifecycle.ts';
import { Piscina } from 'piscina';
import { createTurns } from './turns.ts';

/** A report could not be coded this time. */
export class CodingFailed extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason, message: string) {
    super(message);
    this.name = 'CodingFailed';
    this.reason = reason;
  }
}

export type CoderPool = {
  /** Codes one report on a thread. Throws `CodingFailed` when it takes too long, the thread dies or the coder throws. */
  code(input: CoderInput): Promise<Coding>;
  /** Resolves once a thread has loaded the coder. */
  warm(): Promise<void>;
  close(): Promise<void>;
};

export type PoolOptions = {
  threads: number;
  timeLimitMs: number;
  module?: URL;
  /** Told how long each report took on its thread, in seconds. */
  onCoded?: (seconds: number) => void;
};

/** Threads that read reports; one that runs over the time limit is ended, and the others go on. */
export function createCoderPool({
  threads,
  timeLimitMs,
  module = new URL('./coder-thread.mjs', import.meta.url),
  onCoded = () => {},
}: PoolOptions): CoderPool {
  const pool = new Piscina({
    filename: module.href,
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const turns = createTurns(() => threads);
  // Without the limit: loading the coder on a busy machine is nobody's report taking too long.
  const warm = async (): Promise<void> => {
    await pool.run({ id: '', text: '', titleLength: 0, publishedAt: null, language: null });
  };
  const code = async (input: CoderInput): Promise<Coding> => {
    // The limit counts from when a thread is free, so that waiting behind a slow report is not the next one's fault.
    const give = await turns.take();
    const began = performance.now();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeLimitMs);
    let threadGone = false;
    try {
      return await pool.run(input, { signal: limit.signal });
    } catch (error) {
      threadGone = true;
      if (limit.signal.aborted) throw new CodingFailed('too-slow', `not coded within ${timeLimitMs} ms`);
      const died =
        error instanceof Error && /terminat|exited|memory limit|ERR_WORKER/i.test(`${error.name} ${error.message}`);
      threadGone = died;
      throw new CodingFailed(died ? 'coder-crashed' : 'coder-error', describe(error));
    } finally {
      clearTimeout(timer);
      // The next one has its turn when another thread has loaded the coder.
      if (threadGone)
        warm()
          .catch(() => {})
          .finally(give);
      else give();
      onCoded((performance.now() - began) / 1_000);
    }
  };
  return {
    code,
    warm,
    close: () => pool.destroy(),
  };
}
