import { createApi } from '../../apps/dashboard/src/api/create-api.ts';
import { createChannelDesk } from '../../apps/dashboard/src/channels/desk.ts';
import type { Database } from '../../packages/core/src/log/database.ts';
import { createVault } from '../../packages/core/src/log/vault.ts';
import { watchedBy } from '../../packages/core/src/log/watch-list.ts';
import { createLogger } from '../../packages/core/src/runtime/logging.ts';
import { createBacktests } from '../../packages/core/src/views/ask-backtest.ts';
import { createQueries } from '../../packages/core/src/views/create-queries.ts';
import { positionAt } from '../../packages/core/src/views/position-at.ts';

/** The API of the dashboard on a database, without a server and with a user who may do everything. */
export function testApi(
  db: Database,
  { today = '2024-01-30', userId = 'operator' } = {},
): ReturnType<typeof createApi> {
  return createApi({
    db,
    queries: createQueries(db, () => today),
    backtests: createBacktests(db, () => Date.parse(`${today}T12:00:00Z`)),
    now: () => Date.parse(`${today}T12:00:00Z`),
    publicUrl: 'http://localhost:3000',
    positionAt: text => positionAt(db, text),
    watchedBy: user => watchedBy(db, user),
    demo: { load: async () => ({ reports: 0 }), remove: async () => 0 },
    channels: createChannelDesk({
      db,
      linking: { home: 'http://localhost', vault: createVault('test') },
      now: Date.now,
    }),
    projected: async () => {},
    hub: { open: () => null },
    guard: async (c, next) => {
      c.set('caller', { userId, token: null, still: async () => true });
      await next();
    },
    logger: createLogger('test', 'silent'),
  });
}
