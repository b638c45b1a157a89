import type { LiveAlert, LiveMoved } from '@tensiometer/core/wire/api.ts';
import { type LiveState, openStream, type Stream } from './live-stream.ts';

export type LiveHandlers = {
  moved(message: LiveMoved): void;
  alert(message: LiveAlert): void;
  /** The views were built anew, or messages may have been missed: everything on screen must be asked for again. */
  reset(): void;
  state(state: LiveState): void;
};

/** What the page that holds the connection tells the others. `state` also says how far it is, and answers `ask`. */
type Word =
  | { kind: 'ask' }
  | { kind: 'state'; state: LiveState; view: string | null; position: number }
  | { kind: 'moved'; message: LiveMoved }
  | { kind: 'alert'; message: LiveAlert }
  | { kind: 'reset' };

const NAME = 'tensiometer-live';
/** A page that nobody sees gives the connection up after this time. */
const HIDDEN_MS = 60_000;

/**
 * Follows the live stream from a position on. All pages of a browser share one connection, because it has six of them for
 * one server: whoever holds the lock has it and tells the others. Where the browser has no locks (plain http from another
 * machine), each page has its own.
 */
export function follow(position: number, handlers: LiveHandlers): void {
  let at = position;
  let view: string | null = null;
  let state: LiveState | null = null;
  let stream: Stream | null = null;
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null;
  const say = (word: Word) => channel?.postMessage(word);

  /** Takes over how far the stream is; a page that was elsewhere has missed something. */
  const reached = (theirs: string | null, to: number) => {
    const other = (view !== null && view !== theirs) || to < at;
    const behind = to > at;
    view = theirs;
    at = to;
    if (other || behind) handlers.reset();
  };
  const moved = (message: LiveMoved) => {
    if (message.position <= at) return;
    at = message.position;
    handlers.moved(message);
  };
  const stands = (next: LiveState) => {
    state = next;
    handlers.state(next);
  };
  const open = () => {
    stream = openStream(() => ({ at, view }), {
      hello(message) {
        stands({ kind: 'live' });
        reached(message.view, message.position);
        say({ kind: 'state', state: { kind: 'live' }, view, position: at });
      },
      moved(message) {
        moved(message);
        say({ kind: 'moved', message });
      },
      alert(message) {
        handlers.alert(message);
        say({ kind: 'alert', message });
      },
      reset() {
        handlers.reset();
        say({ kind: 'reset' });
      },
      lost(since) {
        stands({ kind: 'reconnecting', since });
        say({ kind: 'state', state: { kind: 'reconnecting', since }, view, position: at });
      },
    });
  };
  const close = () => {
    stream?.close();
    stream = null;
  };

  channel?.addEventListener('message', (event: MessageEvent<Word>) => {
    const word = event.data;
    if (word.kind === 'ask') {
      if (stream !== null && state !== null) say({ kind: 'state', state, view, position: at });
      return;
    }
    // two pages that both hold a connection, as without locks, need not hear each other
    if (stream !== null) return;
    switch (word.kind) {
      case 'state':
        stands(word.state);
        if (word.state.kind === 'live') reached(word.view, word.position);
        return;
      case 'moved':
        return moved(word.message);
      case 'alert':
        return handlers.alert(word.message);
      case 'reset':
        return handlers.reset();
    }
  });

  let part = takePart(open, close);
  say({ kind: 'ask' });
  const leave = () => {
    part?.();
    part = null;
  };
  const enter = () => {
    if (part !== null) return;
    part = takePart(open, close);
    say({ kind: 'ask' });
  };
  let hiding = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(leave, HIDDEN_MS);
    else enter();
  });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', event => {
    if (event.persisted) enter();
  });
}

/** Waits for its turn to hold the connection; the answer gives it up, or stops waiting. */
function takePart(open: () => void, close: () => void): (() => void) | null {
  if (!('locks' in navigator)) {
    open();
    return close;
  }
  const waiting = new AbortController();
  let release = () => waiting.abort();
  const hold = () =>
    new Promise<void>(resolve => {
      release = () => {
        close();
        resolve();
      };
      open();
    });
  navigator.locks.request(NAME, { signal: waiting.signal }, hold).catch(() => {}); // stopped waiting
  return () => release();
}
