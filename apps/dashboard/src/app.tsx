import { dayOf } from '@tensiometer/core/domain/day.ts';
import { openDatabase } from '@tensiometer/core/log/database.ts';
import { ping } from '@tensiometer/core/log/ping.ts';
import { createSessionFinder } from '@tensiometer/core/log/sessions.ts';
import { listShares } from '@tensiometer/core/log/shares.ts';
import type { Vault } from '@tensiometer/core/log/vault.ts';
import { watchedBy } from '@tensiometer/core/log/watch-list.ts';
import { addHouseRoutes } from '@tensiometer/core/runtime/http/house-routes.ts';
import { problemHandler } from '@tensiometer/core/runtime/http/problems.ts';
import { serveApp } from '@tensiometer/core/runtime/http/serve.ts';
import { type App, createLifecycle, start } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import type { Metrics } from '@tensiometer/core/runtime/metrics.ts';
import { createBacktests } from '@tensiometer/core/views/ask-backtest.ts';
import { createQueries } from '@tensiometer/core/views/create-queries.ts';
import { positionAt } from '@tensiometer/core/views/position-at.ts';
import { type Context, Hono } from 'hono';
import { createApi } from './api/create-api.ts';
import { buildAssets } from './assets.ts';
import { createActRoutes } from './auth/act-routes.tsx';
import { type Caller, callerOf, type Env, guardApi, guardPages, refuseCrossSite } from './auth/guard.ts';
import { createAuthRoutes } from './auth/routes.tsx';
import { createChannelDesk } from './channels/desk.ts';
import { makeCorrection } from './corrections/make-correction.ts';
import { createDemo } from './demo.ts';
import { exposeReadings } from './expose-readings.ts';
import { secureHeaders } from './headers.ts';
import { createLiveHub } from './live/hub.ts';
import { createChannelPages } from './pages/channel-routes.tsx';
import type { PageDeps } from './pages/deps.ts';
import { createPages, ErrorPage, NotFoundPage } from './pages/routes.tsx';
import { createShareRoutes } from './pages/share-routes.tsx';
import { createRuleCommands } from './rule-commands.ts';

export type DashboardConfig = {
  databaseUrl: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  publicUrl: string;
  /** Where people send reports, as shown on the pages. */
  ingestUrl: string;
  /** Where this process reaches the webhook, for the demo. */
  internalIngestUrl: string;
  logger: Logger;
  metrics: Metrics;
  /** What locks the secrets of channels and vouches for links in messages. */
  vault: Vault;
  /** Milliseconds since 1970. */
  now: () => number;
};

const DESCRIPTION =
  'Everything that the pages show, as JSON and CSV. Send a session, or "Authorization: Bearer" with the read key; the write key also changes things. Days and times are UTC.';

/** Starts the HTTP server of the pages, the API and the live stream. */
export async function createDashboard(config: DashboardConfig): Promise<App> {
  const { databaseUrl, logger, now, publicUrl } = config;
  const lifecycle = createLifecycle(logger);
  return start(lifecycle, async () => {
    const assets = await buildAssets();
    const db = openDatabase(databaseUrl, { max: 12, applicationName: 'tensiometer-dashboard', as: 'app' });
    lifecycle.defer('database', () => db.$client.end());
    const today = () => dayOf(now());
    const queries = createQueries(db, today, now);
    const backtests = createBacktests(db, now);
    const dropped = config.metrics.counter(
      'sse_dropped_total',
      'Live streams that were ended because nobody read them',
    );
    const hub = await createLiveHub({ db, databaseUrl, now, logger, onDropped: () => dropped({}) });
    config.metrics.gauges({ sse_clients: 'Live streams that are open' }, () => ({ sse_clients: hub.clients() }));
    lifecycle.defer('live streams', () => hub.close());
    exposeReadings(config.metrics, queries);
    const demo = createDemo({ db, ingestUrl: config.internalIngestUrl, logger });

    const channels = createChannelDesk({ db, linking: { home: publicUrl, vault: config.vault }, now });

    const app = new Hono<Env>();
    app.use(secureHeaders);
    app.get('/assets/:name', c => {
      const file = assets.file(c.req.path);
      if (!file) return c.notFound();
      return c.body(new Uint8Array(file.body).buffer, 200, {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
      });
    });
    app.use(refuseCrossSite(publicUrl));

    const sessions = createSessionFinder(db);
    const guard = guardApi(db, sessions, publicUrl);
    const api = createApi({
      db,
      queries,
      demo,
      channels,
      hub,
      logger,
      guard,
      publicUrl,
      positionAt: text => positionAt(db, text),
      watchedBy: userId => watchedBy(db, userId),
      backtests,
      now,
      projected: position => hub.reached(position),
    });
    app.route('/api/v1', api.app);
    addHouseRoutes(app, {
      title: 'Tensiometer: dashboard',
      description: DESCRIPTION,
      ready: () => ping(db),
      metrics: config.metrics,
      readKey: guard,
      operations: api.operations,
    });

    app.route('/', createAuthRoutes({ db, assets, publicUrl, now }));
    app.route('/', createActRoutes({ db, vault: config.vault, assets, now }));
    app.route('/', createShareRoutes({ db, queries, assets }));
    const pages = new Hono<Env>();
    pages.use(guardPages(sessions, publicUrl));
    const watched = async (c: Context) => {
      const caller: Caller = c.get('caller');
      return watchedBy(db, caller.userId);
    };
    const pageDeps: PageDeps = {
      queries,
      today,
      positionAt: text => positionAt(db, text),
      watched,
      shares: () => listShares(db),
      correct: async (c, body) => {
        const { userId }: Caller = c.get('caller');
        return makeCorrection({ db, queries, projected: position => hub.reached(position) }, body, userId);
      },
      userOf: c => {
        const { userId }: Caller = c.get('caller');
        return userId;
      },
      rules: createRuleCommands({ db, queries, backtests, projected: position => hub.reached(position), now }),
      assets,
      ingestUrl: config.ingestUrl,
      demoAvailable: true,
    };
    pages.route('/', createPages(pageDeps));
    pages.route('/', createChannelPages({ ...pageDeps, channels }));
    app.route('/', pages);
    app.notFound(async c =>
      (await callerOf(c, sessions, publicUrl))
        ? c.html(<NotFoundPage assets={assets} />, 404)
        : c.redirect('/sign-in', 303),
    );
    const asProblem = problemHandler(logger);
    app.onError(async (error, c) => {
      const answer = await asProblem(error, c);
      return c.req.header('accept')?.includes('text/html')
        ? c.html(<ErrorPage assets={assets} />, answer.status as 500)
        : answer;
    });

    const server = await serveApp(app, {
      name: 'dashboard',
      host: config.host,
      port: config.port,
      onClose: () => hub.close(),
    });
    lifecycle.defer('server', () => server.close());
    return { name: 'dashboard', url: server.url, stop: () => lifecycle.stop() };
  });
}
