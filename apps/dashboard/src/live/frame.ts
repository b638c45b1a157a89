import type { LiveAlert, LiveHello, LiveMoved } from '@tensiometer/core/wire/api.ts';

type Frames = { hello: LiveHello; moved: LiveMoved; alert: LiveAlert; reset: Record<string, never> };

/** One server-sent event: a name of ours, our position as its id, and one line of JSON. */
export function frame<N extends keyof Frames>(name: N, data: Frames[N], position: number): string {
  return `id: ${position}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
