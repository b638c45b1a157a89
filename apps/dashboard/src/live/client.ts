/** One open live stream. Sending never waits: a client that does not read is dropped, and comes back by its position. */
export type LiveClient = {
  send(frame: Uint8Array): void;
  /** Ends the stream of somebody who may not look any more. */
  check(): void;
  end(): void;
};

const encoder = new TextEncoder();

/** A frame as it goes over the wire: made once for all clients. */
export function encoded(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * A stream and the handle to write to it; `onGone` is called once when it has ended, for whatever reason. With more than
 * `maxQueued` bytes waiting to be read it ends.
 */
export function createClient(
  stillAllowed: () => Promise<boolean>,
  onGone: (client: LiveClient, dropped: boolean) => void,
  maxQueued: number,
): { client: LiveClient; stream: ReadableStream<Uint8Array> } {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const gone = (dropped: boolean): void => {
    if (controller === null) return;
    controller = null;
    onGone(client, dropped);
  };
  const end = (dropped: boolean): void => {
    try {
      controller?.close();
    } finally {
      gone(dropped);
    }
  };
  const client: LiveClient = {
    send: frame => {
      if (controller === null) return;
      controller.enqueue(frame);
      if ((controller.desiredSize ?? 0) < -maxQueued) end(true);
    },
    check: () => {
      stillAllowed().then(
        allowed => {
          if (!allowed) end(false);
        },
        () => {},
      );
    },
    end: () => end(false),
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: opened => {
        controller = opened;
      },
      cancel: () => gone(false),
    },
    { highWaterMark: 0, size: chunk => chunk.byteLength },
  );
  return { client, stream };
}
