/** Whoever waited for a turn is told that there will be none: the process stops. */
export class Stopping extends Error {}

export type Turns = {
  /** Resolves when there is a place, in the order of asking, with what gives it back, once. Throws `Stopping` once closed. */
  take(): Promise<() => void>;
  /** Sends away who waits and who comes later; who has a turn keeps it. */
  close(): void;
};

/** Lets `places` callers in at a time, the others in the order they came. */
export function createTurns(places: number): Turns {
  let free = places;
  let closed = false;
  const waiting: { enter(): void; leave(reason: Error): void }[] = [];
  const stopping = () => new Stopping('the worker stops; another one will read this');
  const give = (): void => {
    const next = waiting.shift();
    if (next) next.enter();
    else free += 1;
  };
  return {
    take: async () => {
      if (closed) throw stopping();
      if (free > 0) free -= 1;
      else await new Promise<void>((enter, leave) => waiting.push({ enter, leave }));
      let mine = true;
      return () => {
        if (mine) give();
        mine = false;
      };
    },
    close: () => {
      closed = true;
      for (const { leave } of waiting.splice(0)) leave(stopping());
    },
  };
}
