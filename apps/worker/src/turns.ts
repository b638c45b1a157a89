/** Whoever waited for a turn is told that there will be none: the process stops. */
export class Stopping extends Error {}

export type Turns = {
  /** Resolves when there is a place, in the order of asking, with what gives it back, once. Throws `Stopping` once closed. */
  take(): Promise<() => void>;
  /** Sends away who waits and who comes later; who has a turn keeps it. */
  close(): void;
};

/** Lets as many callers in at a time as there are `places`, asked anew for each, the others in the order they came. */
export function createTurns(places: () => number): Turns {
  let taken = 0;
  let closed = false;
  const waiting: { enter(): void; leave(reason: Error): void }[] = [];
  const stopping = () => new Stopping('the worker stops; another one will read this');
  const letIn = (): void => {
    while (waiting.length > 0 && taken < places()) {
      taken += 1;
      waiting.shift()?.enter();
    }
  };
  return {
    take: async () => {
      if (closed) throw stopping();
      await new Promise<void>((enter, leave) => {
        waiting.push({ enter, leave });
        letIn();
      });
      let mine = true;
      return () => {
        if (mine) taken -= 1;
        mine = false;
        letIn();
      };
    },
    close: () => {
      closed = true;
      for (const { leave } of waiting.splice(0)) leave(stopping());
    },
  };
}

/** The share that the latest report has in the mean. */
const WEIGHT = 0.1;

/**
 * How many reports to have in hand: what is read within `aheadSeconds` at the pace of late, at least one a thread and at
 * most `max`. Begins with one a thread. `took` tells how long a report took, in seconds.
 */
export function createReadAhead(
  threads: number,
  max: number,
  aheadSeconds: number,
): { places(): number; took(seconds: number): void } {
  let mean = aheadSeconds;
  return {
    places: () => Math.max(threads, Math.min(max, Math.floor((threads * aheadSeconds) / mean))),
    took: seconds => {
      mean += WEIGHT * (Math.max(1e-4, seconds) - mean);
    },
  };
}
