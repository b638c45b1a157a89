import type { LiveAlert, LiveHello, LiveMoved } from '@tensiometer/core/wire/api.ts';

/** Whether the stream stands; `since` is when it was lost, in milliseconds since 1970. */
export type LiveState = { kind: 'live' } | { kind: 'reconnecting'; since: number };

/** What a stream tells. `hello` comes at each connection, with what the views are and how far. */
export type StreamHandlers = {
  hello(message: LiveHello): void;
  moved(message: LiveMoved): void;
  alert(message: LiveAlert): void;
  reset(): void;
  lost(since: number): void;
};
export type Stream = { close(): void };

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** A connection to the live stream that takes itself up again where it broke, until it is closed. `place` says from where. */
export function openStream(place: () => { at: number; view: string | null }, handlers: StreamHandlers): Stream {
  let lostAt: number | null = null;
  let wait = FIRST_WAIT_MS;
  let source: EventSource | null = null;
  let timer = 0;

  // The stream is written by our own server in the shapes of `wire/api.ts`; one cast per message, in this one place.
  const read = <T>(event: MessageEvent<string>): T => JSON.parse(event.data) as T;

  const open = () => {
    const { at, view } = place();
    const query = new URLSearchParams({ after: String(at), ...(view === null ? {} : { view }) });
    const stream = new EventSource(`/api/v1/live?${query}`);
    source = stream;
    stream.addEventListener('hello', event => {
      lostAt = null;
      wait = FIRST_WAIT_MS;
      handlers.hello(read<LiveHello>(event));
    });
    stream.addEventListener('moved', event => handlers.moved(read<LiveMoved>(event)));
    stream.addEventListener('alert', event => handlers.alert(read<LiveAlert>(event)));
    stream.addEventListener('reset', () => handlers.reset());
    stream.addEventListener('error', () => {
      lostAt ??= Date.now();
      handlers.lost(lostAt);
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      clearTimeout(timer);
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    });
  };

  open();
  return {
    close() {
      clearTimeout(timer);
      source?.close();
    },
  };
}
