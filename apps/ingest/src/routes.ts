import type { Database } from '@tensiometer/core/log/database.ts';
import { createKeyFinder, type KeyFinder } from '@tensiometer/core/log/keys.ts';
import { ping } from '@tensiometer/core/log/ping.ts';
import type { Source } from '@tensiometer/core/log/sources.ts';
import { addHouseRoutes } from '@tensiometer/core/runtime/http/house-routes.ts';
import { requireKey } from '@tensiometer/core/runtime/http/keys.ts';
import { createOperations } from '@tensiometer/core/runtime/http/operations.ts';
import { problemHandler, problemNotFound } from '@tensiometer/core/runtime/http/problems.ts';
import { within } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { type Metrics, SECONDS } from '@tensiometer/core/runtime/metrics.ts';
import { sourceOf } from '@tensiometer/core/views/ask-reports.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { intakeAnswer, receiptAnswer, reportLine, reportsBody } from '@tensiometer/core/wire/shapes/intake.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Accepted, accept } from './accept.ts';
import type { Admission } from './admission.ts';
import { REQUEST_LIMITS, readBody } from './body.ts';
import type { Intake } from './intake.ts';

export type IngestDeps = {
  db: Database;
  intake: Intake;
  admission: Admission;
  queries: Queries;
  logger: Logger;
  metrics: Metrics;
  now: () => number;
};

/** A sender is answered within this time; what was still under way then may have been stored. */
const ANSWER_WITHIN_MS = 10_000;
/** What a request without a length is taken to weigh. */
const UNSTATED_BYTES = 1_048_576;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const DESCRIPTION =
  'Reports in, receipts out. Send "Authorization: Bearer" with the key of a source; the start prints it.';

/** The webhook: reports in, receipts out. */
export function createRoutes({ db, intake, admission, queries, logger, metrics, now }: IngestDeps): Hono {
  const app = new Hono();
  const find = createKeyFinder(db);
  const answered = metrics.histogram('ingest_duration_seconds', 'From a request to its answer', SECONDS);
  const received = metrics.counter('reports_received_total', 'Reports by what their sender was told', ['outcome']);
  app.onError(problemHandler(logger));
  app.notFound(problemNotFound);
  app.use(async (c, next) => {
    // Before the answer is made: adding to one that is made would have it made again.
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    await next();
  });

  const take = async (c: Context): Promise<Accepted & { single: boolean }> => {
    const source = await requireSource(c, db, find);
    admission.admit(source.sourceId);
    const encoding = c.req.header('content-encoding');
    if (encoding !== undefined && encoding !== 'identity') {
      throw new ProblemRaised(
        problem('unsupported-type', {
          detail: 'A compressed body is not read here.',
          hint: 'Send it without Content-Encoding.',
        }),
      );
    }
    const contentType = c.req.header('content-type');
    const body = readBody(contentType, await readBytes(c), now());
    return { ...(await accept(intake, source, body, contentType ?? '')), single: body.single };
  };
  const webhook = createOperations(app);
  webhook.add(
    {
      method: 'post',
      path: '/v1/reports',
      summary: 'Takes reports in, one or many',
      description:
        'A report that was accepted is on disk and will be counted exactly once. After 429, 503 or a broken connection send it again with the same id.',
      scope: 'ingest',
      body: {
        'application/json': reportsBody,
        'application/x-ndjson': reportLine,
        'text/plain': null,
      },
      answers: {
        202: { description: 'At least one is new', content: { 'application/json': intakeAnswer } },
        200: { description: 'All are repeats', content: { 'application/json': intakeAnswer } },
        422: { description: 'None could be accepted', content: { 'application/json': intakeAnswer } },
      },
    },
    async c => {
      // In hand until it was stored or refused, even when the sender has an answer before that.
      const began = performance.now();
      const putDown = admission.hold(Number(c.req.header('content-length') ?? UNSTATED_BYTES));
      const { status, receipts, single } = await within(take(c).finally(putDown), ANSWER_WITHIN_MS);
      answered((performance.now() - began) / 1_000);
      for (const { status: outcome } of receipts) received({ outcome });
      const [only] = receipts;
      if (single && only?.reportId !== undefined) c.header('location', `/v1/receipts/${only.reportId}`);
      return c.json({ receipts }, status);
    },
  );
  webhook.add(
    {
      method: 'get',
      path: '/v1/receipts/:id',
      summary: 'How far a report came',
      scope: 'ingest',
      params: { id: 'The "reportId" of a receipt' },
      answers: { 200: { description: 'With the events found', content: { 'application/json': receiptAnswer } } },
    },
    async c => {
      const source = await requireSource(c, db, find);
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
    },
  );
  app.all('/v1/reports', c => {
    throw new ProblemRaised(
      problem('method-not-allowed', { detail: `Reports are sent with POST, not ${c.req.method}.` }),
      { allow: 'POST' },
    );
  });
  addHouseRoutes(app, {
    title: 'Tensiometer: ingest',
    description: DESCRIPTION,
    ready: () => ping(db),
    metrics,
    readKey: async (c, next) => {
      await requireKey(c, db, find, 'read');
      await next();
    },
    operations: webhook.all,
  });
  return app;
}

/** The body of a request. Throws a 413 over the limit, as soon as it is known to be. */
async function readBytes(c: Context): Promise<Buffer> {
  const tooLarge = (): never => {
    throw new ProblemRaised(
      problem('too-large', {
        detail: `At most ${REQUEST_LIMITS.bytes} bytes are taken in one request.`,
        limit: REQUEST_LIMITS.bytes,
        hint: 'Send the reports in several requests.',
      }),
    );
  };
  const stated = c.req.header('content-length');
  if (stated !== undefined && c.req.header('transfer-encoding') === undefined) {
    // Node reads no more than was stated, and the body as bytes costs half of what it costs as a stream.
    if (Number(stated) > REQUEST_LIMITS.bytes) tooLarge();
  } else {
    await bodyLimit({ maxSize: REQUEST_LIMITS.bytes, onError: tooLarge })(c, async () => {});
  }
  return Buffer.from(await c.req.arrayBuffer());
}

async function requireSource(c: Context, db: Database, find: KeyFinder): Promise<Source> {
  const { source } = await requireKey(c, db, find, 'ingest');
  if (!source) throw new ProblemRaised(problem('missing-scope', { detail: 'This key belongs to no source.' }));
  return source;
}
