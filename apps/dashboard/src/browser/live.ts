import type { LiveAlert, LiveHello, LiveMoved } from '@tensiometer/core/wire/api.ts';

export type LiveHandlers = {
  moved(message: LiveMoved): void;
  alert(message: LiveAlert): void;
  /** The views were built anew, or messages may have been missed: everything on screen must be asked for again. */
  reset(): void;
  /** `since` is when the connection was lost, in milliseconds since 1970. */
  state(state: { kind: 'live' } | { kind: 'reconnecting'; since: number }): void;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** A page that nobody sees gives its connection back after this time: a browser has six of them for one server. */
const HIDDEN_MS = 60_000;

/** Follows the live stream from a position on. A lost connection is taken up again where it broke. */
export function follow(position: number, handlers: LiveHandlers): void {
  let at = position;
  let view: string | null = null;
  let lostAt: number | null = null;
  let wait = FIRST_WAIT_MS;
  let source: EventSource | null = null;
  let timer = 0;

  // The stream is written by our own server in the shapes of `wire/api.ts`; one cast per message, in this one place.
  const read = <T>(event: MessageEvent<string>): T => JSON.parse(event.data) as T;

  const open = () => {
    source?.close();
    const query = new URLSearchParams({ after: String(at), ...(view === null ? {} : { view }) });
    const stream = new EventSource(`/api/v1/live?${query}`);
    source = stream;
    stream.addEventListener('hello', event => {
      const hello = read<LiveHello>(event);
      const changed = (view !== null && view !== hello.view) || hello.position < at;
      const behind = hello.position > at;
      view = hello.view;
      at = hello.position;
      lostAt = null;
      wait = FIRST_WAIT_MS;
      handlers.state({ kind: 'live' });
      if (changed || behind) handlers.reset();
    });
    stream.addEventListener('moved', event => {
      const moved = read<LiveMoved>(event);
      at = Math.max(at, moved.position);
      handlers.moved(moved);
    });
    stream.addEventListener('alert', event => handlers.alert(read<LiveAlert>(event)));
    stream.addEventListener('reset', () => handlers.reset());
    stream.addEventListener('error', () => {
      lostAt ??= Date.now();
      handlers.state({ kind: 'reconnecting', since: lostAt });
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      clearTimeout(timer);
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    });
  };

  open();
  let hiding = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => {
        clearTimeout(timer);
        source?.close();
        source = null;
      }, HIDDEN_MS);
    } else if (source === null) {
      open();
    }
  });
  addEventListener('pagehide', () => {
    clearTimeout(timer);
    source?.close();
  });
  addEventListener('pageshow', event => {
    if (event.persisted) open();
  });
}
