import type { SourceId } from '@tensiometer/core/domain/ids.ts';
import type { Backlog } from '@tensiometer/core/log/backlog.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';

export type AdmissionLimits = {
  /** Reports that may wait to be read before no more are taken. @default 100_000 */
  pendingMax?: number;
  /** Bytes of requests that may be in hand at once. @default 64 MiB */
  bytesInHand?: number;
};

/** Decides whether a request may come in now. */
export type Admission = {
  /** Takes a request of so many bytes in hand; answers how it is put down again. Throws a 503 when hands are full. */
  hold(bytes: number): () => void;
  /** Throws a 503 when too much waits to be read, a 429 when most of it is this source's. */
  admit(sourceId: SourceId): void;
  /** Tells what was measured last. */
  measured(backlog: Backlog): void;
};

/** The part of the backlog that one source may fill. */
const SOURCE_SHARE = 0.5;
const MAX_WAIT_SECONDS = 300;

/**
 * Keeps what waits bounded, and says how long to wait by the lag that was measured: what is over the limit drains at the
 * pace at which the oldest report came through. `random` spreads those who were sent away, from 0 to 1.
 */
export function createAdmission(
  { pendingMax = 100_000, bytesInHand = 67_108_864 }: AdmissionLimits,
  random: () => number,
): Admission {
  let held = 0;
  let backlog: Backlog = { reports: 0, bySource: new Map(), lagSeconds: 0 };
  const refuse = (name: 'unavailable' | 'too-many-reports', detail: string, seconds: number): never => {
    const wait = Math.min(
      MAX_WAIT_SECONDS,
      Math.max(1, Math.ceil(Number((seconds * (1 + 0.4 * random())).toFixed(3)))),
    );
    throw new ProblemRaised(
      problem(name, { detail, hint: `Nothing was stored. Send it again with the same id in ${wait} s.` }),
      { 'retry-after': String(wait) },
    );
  };
  /** Seconds until so many waiting reports are fewer than `limit` by a tenth, at the pace of the lag. */
  const until = (waiting: number, limit: number) => backlog.lagSeconds * Math.max(0.02, 1 - (0.9 * limit) / waiting);
  return {
    hold: bytes => {
      if (held > 0 && held + bytes > bytesInHand)
        refuse('unavailable', 'More requests are being read than fit into memory.', 1);
      held += bytes;
      let down = false;
      return () => {
        if (!down) held -= bytes;
        down = true;
      };
    },
    admit: sourceId => {
      const own = backlog.bySource.get(sourceId) ?? 0;
      const share = SOURCE_SHARE * pendingMax;
      if (backlog.reports >= pendingMax)
        refuse('unavailable', `${backlog.reports} reports wait to be read.`, until(backlog.reports, pendingMax));
      if (own >= share) refuse('too-many-reports', `${own} reports of this source wait to be read.`, until(own, share));
    },
    measured: latest => {
      backlog = latest;
    },
  };
}
