export type LiveMessage = { id: string; event: string; data: unknown };
export type LiveStream = { messages: LiveMessage[]; close(): void };

/** Reads server-sent events off a URL as a browser would, into a growing list. */
export async function openLiveStream(url: string, headers: Record<string, string>): Promise<LiveStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  const messages: LiveMessage[] = [];
  void (async () => {
    let pending = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        pending += decoder.decode(chunk, { stream: true });
        const frames = pending.split('\n\n');
        pending = frames.pop() ?? '';
        for (const frame of frames) {
          const field = (name: string) =>
            frame
              .split('\n')
              .find(line => line.startsWith(`${name}: `))
              ?.slice(name.length + 2);
          const data = field('data');
          if (data !== undefined)
            messages.push({ id: field('id') ?? '', event: field('event') ?? 'message', data: JSON.parse(data) });
        }
      }
    } catch {
      // Closed by the test.
    }
  })();
  return { messages, close: () => abort.abort() };
}
