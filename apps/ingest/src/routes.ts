import type { Database } from '@tensiometer/core/log/database.ts';
import { ping } from '@tensiometer/core/log/ping.ts';
import type { Source } from '@tensiometer/core/log/sources.ts';
import type { CodeQueue } from '@tensiometer/core/queue/code-queue.ts';
import { requireKey } from '@tensiometer/core/runtime/http/keys.ts';
import { problemHandler, problemNotFound } from '@tensiometer/core/runtime/http/problems.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { sourceOf } from '@tensiometer/core/views/ask-reports.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { accept } from './accept.ts';
import { REQUEST_LIMITS, readBody } from './body.ts';
import { createIntake } from './intake.ts';

export type IngestDeps = { db: Database; queue: CodeQueue; queries: Queries; logger: Logger; now: () => number };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The webhook: reports in, receipts out. */
export function createRoutes({ db, queue, queries, logger, now }: IngestDeps): Hono {
  const app = new Hono();
  const intake = createIntake(db, queue);
  app.onError(problemHandler(logger));
  app.notFound(problemNotFound);
  app.use(async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
  });

  app.get('/livez', c => c.text('ok'));
  app.get('/readyz', async c => {
    await ping(db);
    return c.text('ok');
  });

  const limit = bodyLimit({
    maxSize: REQUEST_LIMITS.bytes,
    onError: () => {
      throw new ProblemRaised(
        problem('too-large', {
          detail: `At most ${REQUEST_LIMITS.bytes} bytes are taken in one request.`,
          limit: REQUEST_LIMITS.bytes,
          hint: 'Send the reports in several requests.',
        }),
      );
    },
  });
  app.post('/v1/reports', limit, async c => {
    const source = await requireSource(c, db);
    if (c.req.header('content-encoding') !== undefined && c.req.header('content-encoding') !== 'identity') {
      throw new ProblemRaised(
        problem('unsupported-type', {
          detail: 'A compressed body is not read here.',
          hint: 'Send it without Content-Encoding.',
        }),
      );
    }
    const contentType = c.req.header('content-type');
    const body = readBody(contentType, Buffer.from(await c.req.arrayBuffer()), now());
    const { status, receipts } = await accept(intake, source, body, contentType ?? '');
    const [only] = receipts;
    if (body.single && only?.reportId !== undefined) c.header('location', `/v1/receipts/${only.reportId}`);
    return c.json({ receipts }, status);
  });

  app.get('/v1/receipts/:id', async c => {
    const source = await requireSource(c, db);
    const id = c.req.param('id').toLowerCase();
    const receipt = UUID.test(id) && (await sourceOf(db, id)) === source.sourceId ? await queries.receipt(id) : null;
    if (!receipt)
      throw new ProblemRaised(
        problem('not-found', {
          detail: 'No report of this source has that id.',
          hint: 'Ask with the "reportId" of a receipt.',
        }),
      );
    const { events } = await queries.events({ report: id, limit: 200 });
    return c.json({ ...receipt, events });
  });
  app.all('/v1/reports', c => {
    throw new ProblemRaised(
      problem('method-not-allowed', { detail: `Reports are sent with POST, not ${c.req.method}.` }),
      { allow: 'POST' },
    );
  });
  return app;
}

async function requireSource(c: Context, db: Database): Promise<Source> {
  const { source } = await requireKey(c, db, 'ingest');
  if (!source) throw new ProblemRaised(problem('missing-scope', { detail: 'This key belongs to no source.' }));
  return source;
}
