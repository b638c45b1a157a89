import { createOperations, type Operation } from '@tensiometer/core/runtime/http/operations.ts';
import { problemHandler, problemNotFound } from '@tensiometer/core/runtime/http/problems.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Env } from '../auth/guard.ts';
import type { ChannelDesk } from '../channels/desk.ts';
import { type AlertDeps, addAlerts } from './alert-routes.ts';
import { addChannels } from './channels.ts';
import { addCorrections } from './corrections.ts';
import { addLive, type LiveDeps } from './live.ts';
import { addReads, type ReadDeps } from './read.ts';
import { addLists } from './read-events.ts';
import { addShares, type ShareDeps } from './shares.ts';
import { addWatchList } from './watch-list.ts';
import { addWrites, type WriteDeps } from './write.ts';

export type ApiDeps = ReadDeps &
  WriteDeps &
  LiveDeps &
  ShareDeps &
  AlertDeps & { channels: ChannelDesk; guard: MiddlewareHandler<Env>; logger: Logger };

const MAX_BODY_BYTES = 65_536;

/** Everything under `/api/v1`, and what each route of it is. A route is added with its description, or not at all. */
export function createApi(deps: ApiDeps): { app: Hono<Env>; operations: readonly Operation[] } {
  const app = new Hono<Env>();
  app.onError(problemHandler(deps.logger));
  app.use(deps.guard);
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        const detail = `The body is longer than ${MAX_BODY_BYTES.toLocaleString('en-US')} bytes.`;
        throw new ProblemRaised(problem('too-large', { detail, limit: MAX_BODY_BYTES }));
      },
    }),
  );
  const api = createOperations(app);
  addReads(api, deps);
  addLists(api, deps);
  addWrites(api, deps);
  addWatchList(api, deps);
  addShares(api, deps);
  addCorrections(api, deps);
  addChannels(api, deps);
  addAlerts(api, deps);
  addLive(api, deps);
  app.all('*', problemNotFound);
  return { app, operations: api.all.map(operation => ({ ...operation, path: `/api/v1${operation.path}` })) };
}
