/** One open live stream. Sending never waits: a client that does not read is dropped, and comes back by its position. */
export type LiveClient = {
  send(text: string): void;
  beat(): void;
  end(): void;
};

/** Bytes that may wait for a client before it is dropped. */
const MAX_QUEUED = 262_144;

/** A stream and the handle to write to it; `onGone` is called once when it has ended, for whatever reason. */
export function createClient(
  stillAllowed: () => Promise<boolean>,
  onGone: (client: LiveClient) => void,
): { client: LiveClient; stream: ReadableStream<Uint8Array> } {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const gone = (): void => {
    controller = null;
    onGone(client);
  };
  const write = (text: string): void => {
    if (controller === null) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) < -MAX_QUEUED) client.end();
  };
  const client: LiveClient = {
    send: write,
    beat: () => {
      write(': still here\n\n');
      stillAllowed().then(
        allowed => {
          if (!allowed) client.end();
        },
        () => {},
      );
    },
    end: () => {
      try {
        controller?.close();
      } finally {
        gone();
      }
    },
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: opened => {
        controller = opened;
      },
      cancel: gone,
    },
    { highWaterMark: 0, size: chunk => chunk.byteLength },
  );
  return { client, stream };
}
