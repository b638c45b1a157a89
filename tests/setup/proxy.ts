import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { waitFor } from './wait-for.ts';

/** A way to a server that can be broken in the ways that networks break. */
export type BreakableWay = {
  /** The address given, through the proxy. */
  url: string;
  /** Cuts what is open and lets nobody in. */
  refuse(): void;
  /** Resolves once so many connections were turned away since the last `refuse`. */
  refused(times: number): Promise<void>;
  /** Lets everybody in again, and what is said through. */
  accept(): void;
  /** Cuts what is open, and lets new connections in. */
  cut(): void;
  /** Cuts each connection once it was sent so many bytes more, in the middle of whatever is said. */
  cutAfter(bytes: number): void;
  /** Passes on what clients say and nothing of what the server answers. */
  swallowAnswers(): void;
  /** Passes on what a client says with this word in it, and cuts that connection when the server has answered it; once. */
  loseAnswerTo(word: string): Promise<void>;
  /** Passes nothing on, either way, and leaves everything open. */
  stall(): void;
  /** Ends the server's side of what is open and leaves the client's. */
  halfClose(): void;
  close(): Promise<void>;
};

/** Stands between a client and the server of an address, on a free loopback port. */
export async function openProxy(target: string): Promise<BreakableWay> {
  const to = new URL(target);
  const pairs = new Set<{ client: Socket; server: Socket }>();
  let mode: 'open' | 'refusing' | 'stalled' | 'swallowing' = 'open';
  let turnedAway = 0;
  let budget = Number.POSITIVE_INFINITY;
  let losing: { word: string; lost: () => void } | null = null;

  const cut = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
    pairs.clear();
  };
  const listener = createServer(client => {
    client.on('error', () => {});
    if (mode === 'refusing') {
      turnedAway += 1;
      client.resetAndDestroy();
      return;
    }
    const server = connect(Number(to.port), to.hostname);
    server.on('error', () => client.destroy());
    const pair = { client, server };
    pairs.add(pair);
    let doomed: (() => void) | null = null;
    client.on('data', chunk => {
      if (mode === 'stalled') return;
      if (losing !== null && chunk.toString('latin1').includes(losing.word)) {
        doomed = losing.lost;
        losing = null;
      }
      const rest = budget;
      budget -= chunk.length;
      if (budget <= 0) {
        budget = Number.POSITIVE_INFINITY;
        server.write(chunk.subarray(0, rest));
        client.resetAndDestroy();
        server.end();
        return;
      }
      server.write(chunk);
    });
    server.on('data', chunk => {
      if (doomed !== null) {
        client.resetAndDestroy();
        doomed();
      } else if (mode === 'open') client.write(chunk);
    });
    client.on('close', () => {
      pairs.delete(pair);
      server.destroy();
    });
    server.on('close', () => client.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: url.href,
    refuse: () => {
      mode = 'refusing';
      turnedAway = 0;
      cut();
    },
    refused: async times => {
      await waitFor(`${times} refused connections`, () => (turnedAway >= times ? true : null));
    },
    accept: () => {
      mode = 'open';
    },
    cut: () => {
      mode = 'open';
      cut();
    },
    cutAfter: bytes => {
      budget = bytes;
    },
    swallowAnswers: () => {
      mode = 'swallowing';
    },
    loseAnswerTo: word =>
      new Promise(lost => {
        losing = { word, lost };
      }),
    stall: () => {
      mode = 'stalled';
    },
    halfClose: () => {
      for (const { server } of pairs) server.end();
    },
    close: async () => {
      cut();
      listener.close();
      await once(listener, 'close');
    },
  };
}
