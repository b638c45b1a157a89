import { setTimeout as delay } from 'node:timers/promises';
import type { ReportId } from '@tensiometer/core/domain/ids.ts';
import { type Batcher, createBatcher, type OnRun } from '@tensiometer/core/log/batcher.ts';
import { type Claim, type ClaimRequest, claim, extendClaims, release } from '@tensiometer/core/log/claims.ts';
import { type Database, isTransient } from '@tensiometer/core/log/database.ts';
import { randomId } from '@tensiometer/core/log/ids.ts';
import { type Outcome, settle } from '@tensiometer/core/log/settle.ts';

/** Where a worker takes reports from the inbox and puts outcomes back, many at a time. */
export type Desk = {
  /** Takes a report and counts the try; null when it needs no coding or is held by another. Held until it is put back. */
  take(reportId: ReportId): Promise<Claim | null>;
  /** Records an outcome and ends the claim. */
  finish(taken: Claim, outcome: Outcome): Promise<void>;
  /** Gives a report back after a failed try. */
  giveBack(taken: Claim, error: string): Promise<void>;
  /** Ends waiting for a database that is away. */
  close(): void;
};

const EXTEND_EVERY_MS = 2_500;
const FIRST_WAIT_MS = 100;
const MAX_WAIT_MS = 2_000;

/**
 * A desk of one process. While the database is away everything waits for it, however long: an outage costs no report a
 * try, because the try that is under way ends as it would have. What is taken stays taken for as long as the process lives.
 */
export function createDesk(db: Database, onRun?: OnRun): Desk {
  const closed = new AbortController();
  const held = new Set<ClaimRequest>();
  const claims = createBatcher((asked: ClaimRequest[]) => claim(db, asked));
  const outcomes = createBatcher((all: Outcome[]) => settle(db, all), onRun ? { onRun } : {});
  let extending = false;
  const timer = setInterval(() => {
    if (held.size === 0 || extending) return;
    extending = true;
    extendClaims(db, [...held])
      .catch(() => {})
      .finally(() => {
        extending = false;
      });
  }, EXTEND_EVERY_MS);

  const insist = async <In, Out>(batcher: Batcher<In, Out>, item: In): Promise<Out> => {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(MAX_WAIT_MS, 2 * wait)) {
      try {
        return await batcher.add(item);
      } catch (error) {
        if (closed.signal.aborted || !isTransient(error)) throw error;
        await delay(wait, undefined, { signal: closed.signal });
      }
    }
  };
  return {
    take: async reportId => {
      const request: ClaimRequest = { reportId, token: randomId() };
      const taken = await insist(claims, request);
      if (taken) held.add(taken);
      return taken;
    },
    finish: async (taken, outcome) => {
      await insist(outcomes, outcome);
      held.delete(taken);
    },
    giveBack: async (taken, error) => {
      held.delete(taken);
      await release(db, taken, error);
    },
    close: () => {
      clearInterval(timer);
      closed.abort();
    },
  };
}
