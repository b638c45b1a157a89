import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { liveQuery } from '@tensiometer/core/wire/queries.ts';
import { liveMessage } from '@tensiometer/core/wire/shapes/live.ts';
import type { Env } from '../auth/guard.ts';
import type { LiveHub } from '../live/hub.ts';

export type LiveDeps = { hub: Pick<LiveHub, 'open'> };

/** The stream of what moves. */
export function addLive(api: Operations<Env>, { hub }: LiveDeps): void {
  api.add(
    {
      method: 'get',
      path: '/live',
      summary: 'Server-sent events: what moves, from a position on',
      description:
        'The id of a message is the position that the views have reached. First hello, then moved for each batch that was counted, alert, and reset when everything is to be asked for anew. Last-Event-ID, or after, resumes without a gap.',
      scope: 'read',
      query: liveQuery,
      answers: {
        200: {
          description: 'One message a frame; the schema is that of its data',
          content: { 'text/event-stream': liveMessage },
        },
      },
    },
    (c, { after, view }) => {
      const stream = hub.open(
        lastPosition(c.req.header('last-event-id')) ?? after ?? null,
        view ?? null,
        c.get('caller').still,
      );
      if (stream === null) {
        const detail = 'As many pages are open as can be kept up to date.';
        throw new ProblemRaised(problem('unavailable', { detail, hint: 'Close some, or try again.' }), {
          'retry-after': '10',
        });
      }
      return c.body(stream, 200, {
        'content-type': 'text/event-stream',
        'x-accel-buffering': 'no',
        'cache-control': 'no-store',
      });
    },
  );
}

function lastPosition(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
