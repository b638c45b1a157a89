import { readFileSync } from 'node:fs';
import type { Env, Hono, MiddlewareHandler } from 'hono';
import type { Metrics } from '../metrics.ts';
import { docsPage } from './docs-page.ts';
import { type OpenApi, openApiOf } from './openapi.ts';
import { createOperations, type Operation } from './operations.ts';

export type House = {
  title: string;
  description: string;
  /** Throws when the database does not answer. */
  ready(): Promise<unknown>;
  metrics: Metrics;
  /** Lets only a read key through. */
  readKey: MiddlewareHandler;
  /** The routes that are described beside these. */
  operations: readonly Operation[];
};

const STYLE = readFileSync(new URL('./docs.css', import.meta.url), 'utf8');
/** The page loads its one style sheet and nothing else; where a server has a policy of its own, both hold. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What every server of ours answers about itself: whether it lives, its metrics, and what it can be asked. */
export function addHouseRoutes<E extends Env>(app: Hono<E>, house: House): OpenApi {
  const own = createOperations(app);
  own.add(
    {
      method: 'get',
      path: '/livez',
      summary: 'The process runs',
      scope: null,
      answers: { 200: { description: 'ok', content: { 'text/plain': null } } },
    },
    c => c.text('ok'),
  );
  own.add(
    {
      method: 'get',
      path: '/readyz',
      summary: 'The database answers',
      scope: null,
      answers: { 200: { description: 'ok', content: { 'text/plain': null } } },
    },
    async c => {
      await house.ready();
      return c.text('ok');
    },
  );
  app.use('/metrics', house.readKey);
  own.add(
    {
      method: 'get',
      path: '/metrics',
      summary: 'Metrics for Prometheus',
      scope: 'read',
      answers: { 200: { description: 'In the text format of Prometheus', content: { 'text/plain': null } } },
    },
    () => house.metrics.answer(),
  );
  own.add(
    {
      method: 'get',
      path: '/openapi.json',
      summary: 'This description',
      scope: null,
      answers: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': null } } },
    },
    c => c.json(document),
  );
  own.add(
    {
      method: 'get',
      path: '/docs',
      summary: 'This description, for people',
      scope: null,
      answers: { 200: { description: 'A page', content: { 'text/html': null } } },
    },
    c => c.html(page, 200, { 'content-security-policy': PAGE_POLICY }),
  );
  app.get('/docs.css', c =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  );
  const document = openApiOf(house.title, house.description, [...house.operations, ...own.all]);
  const page = docsPage(document);
  return document;
}
