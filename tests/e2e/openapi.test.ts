import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { testApi } from '../setup/api.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';

let database: TestDatabase;
let system: System;
let reportId = '';
beforeAll(async () => {
  database = await testDatabase();
  system = await startSystem({ databaseUrl: database.url, password: 'correct horse' });
  const [receipt] = await system.receipts(RETELLING.text);
  reportId = receipt?.reportId ?? '';
  await system.settled();
});
afterAll(async () => {
  await system?.stop();
  await database?.drop();
});

type Schema = Record<string, unknown>;
type Answer = { content?: Record<string, { schema?: Schema }> };
type Document = {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, Answer>; security: unknown[] }>>;
  components: { schemas: Record<string, Schema> };
};

const documentOf = async (server: string): Promise<Document> =>
  (await (await fetch(`${server}/openapi.json`)).json()) as Document;

/** Reads a value by a schema of the document as it is published, and answers what does not fit. */
function misfits(document: Document, schema: Schema, value: unknown): string[] {
  const whole = { ...schema, $defs: document.components.schemas };
  const own = JSON.parse(JSON.stringify(whole).replaceAll('"#/components/schemas/', '"#/$defs/'));
  const read = z.fromJSONSchema(own).safeParse(value);
  return read.success ? [] : read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
}

type Request = {
  path: string;
  status: number;
  body?: unknown;
  contentType?: string;
  key?: 'ingest' | 'read' | 'write';
};

/** One request for each route of the dashboard that a document describes. Whoever adds a route adds one here. */
const dashboardRequests = (): Record<string, Request> => ({
  'get /api/v1/series': { path: '/api/v1/series?subject=IRQ-USA&from=2024-01-20&to=2024-02-12', status: 200 },
  'get /api/v1/subjects': { path: '/api/v1/subjects?limit=1', status: 200 },
  'get /api/v1/contributions': { path: '/api/v1/contributions?subject=IRQ-USA&at=2024-01-25', status: 200 },
  'get /api/v1/alerts': { path: '/api/v1/alerts', status: 200 },
  'get /api/v1/thresholds': { path: '/api/v1/thresholds', status: 200 },
  'get /api/v1/status': { path: '/api/v1/status', status: 200 },
  'get /api/v1/events': { path: '/api/v1/events', status: 200 },
  'get /api/v1/shares': { path: '/api/v1/shares', status: 200 },
  'post /api/v1/shares': { path: '/api/v1/shares', body: { subject: 'IRQ-USA' }, status: 201 },
  'delete /api/v1/shares/{id}': { path: `/api/v1/shares/${reportId}`, status: 404 },
  'get /api/v1/feed': { path: '/api/v1/feed', status: 200 },
  'get /api/v1/watch-list': { path: '/api/v1/watch-list', status: 200 },
  'put /api/v1/watch-list/{subject}': { path: '/api/v1/watch-list/IRQ-USA', status: 204 },
  'delete /api/v1/watch-list/{subject}': { path: '/api/v1/watch-list/IRQ-USA', status: 204 },
  'get /api/v1/promotions': { path: '/api/v1/promotions', status: 200 },
  'get /api/v1/stories/{id}': { path: `/api/v1/stories/${reportId}`, status: 404 },
  'post /api/v1/corrections': { path: '/api/v1/corrections', body: { action: 'none' }, status: 422 },
  'get /api/v1/corrections/export': { path: '/api/v1/corrections/export', status: 200 },
  'post /api/v1/reports/{id}/withdraw': {
    path: `/api/v1/reports/${reportId}/withdraw`,
    body: { reason: '' },
    status: 422,
  },
  'get /api/v1/reports': { path: '/api/v1/reports', status: 200 },
  'get /api/v1/reports/{id}': { path: `/api/v1/reports/${reportId}`, status: 200 },
  'get /api/v1/live': { path: '/api/v1/live', status: 200 },
  'put /api/v1/thresholds/{id}': {
    path: '/api/v1/thresholds/described',
    body: { subject: 'IRQ-USA', above: 40 },
    status: 201,
  },
  'get /api/v1/alerts/{id}': { path: `/api/v1/alerts/${reportId}`, status: 404 },
  'post /api/v1/alerts/{id}/acknowledge': { path: `/api/v1/alerts/${reportId}/acknowledge`, body: {}, status: 404 },
  'post /api/v1/thresholds/{id}/silence': {
    path: '/api/v1/thresholds/described/silence',
    body: { hours: 1, reason: 'a trial' },
    status: 200,
  },
  'post /api/v1/thresholds/preview': {
    path: '/api/v1/thresholds/preview',
    body: { subject: 'IRQ-USA', above: 20 },
    status: 200,
  },
  'post /api/v1/thresholds/hindsight': {
    path: '/api/v1/thresholds/hindsight',
    body: { subject: 'IRQ-USA', at: '2024-01-25' },
    status: 200,
  },
  'delete /api/v1/thresholds/{id}': { path: '/api/v1/thresholds/described', status: 204 },
  'post /api/v1/reports/{id}/retry': { path: `/api/v1/reports/${reportId}/retry`, status: 404 },
  'post /api/v1/demo': { path: '/api/v1/demo', status: 202 },
  'delete /api/v1/demo': { path: '/api/v1/demo', status: 204 },
  'put /api/v1/password': { path: '/api/v1/password', body: { password: 'another horse' }, status: 403 },
  'put /api/v1/channels/{id}': {
    path: '/api/v1/channels/described',
    body: { kind: 'webhook', name: 'Described', url: 'https://169.254.169.254/nowhere' },
    status: 201,
  },
  'get /api/v1/channels': { path: '/api/v1/channels', status: 200 },
  'get /api/v1/channels/{id}': { path: '/api/v1/channels/described', status: 200 },
  'post /api/v1/channels/{id}/test': { path: '/api/v1/channels/described/test', status: 200 },
  'get /api/v1/channels/{id}/messages': { path: '/api/v1/channels/described/messages', status: 200 },
  'post /api/v1/channels/preview': { path: '/api/v1/channels/preview', body: { kind: 'email' }, status: 200 },
  'post /api/v1/messages/{id}/resend': { path: `/api/v1/messages/${reportId}/resend`, status: 404 },
  'delete /api/v1/channels/{id}': { path: '/api/v1/channels/described', status: 204 },
  'get /livez': { path: '/livez', status: 200 },
  'get /readyz': { path: '/readyz', status: 200 },
  'get /metrics': { path: '/metrics', status: 200 },
  'get /openapi.json': { path: '/openapi.json', status: 200 },
  'get /docs': { path: '/docs', status: 200 },
});

const ingestRequests = (): Record<string, Request> => ({
  'post /v1/reports': {
    path: '/v1/reports',
    body: { id: 'again', title: 'Iraq condemns it' },
    status: 202,
    key: 'ingest',
  },
  'get /v1/receipts/{id}': { path: `/v1/receipts/${reportId}`, status: 200, key: 'ingest' },
  'get /livez': { path: '/livez', status: 200 },
  'get /readyz': { path: '/readyz', status: 200 },
  'get /metrics': { path: '/metrics', status: 200 },
  'get /openapi.json': { path: '/openapi.json', status: 200 },
  'get /docs': { path: '/docs', status: 200 },
});

async function check(server: string, requests: Record<string, Request>): Promise<void> {
  const document = await documentOf(server);
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({ name: `${method} ${path}`, method, told })),
  );
  expect(described.map(it => it.name).sort()).toEqual(Object.keys(requests).sort());
  for (const [name, { path, status, body, key }] of Object.entries(requests)) {
    const told = described.find(it => it.name === name);
    if (told === undefined) throw new Error(`${name} is not described`);
    const response = await fetch(`${server}${path}`, {
      method: told.method.toUpperCase(),
      headers: {
        authorization: `Bearer ${system.keys[key ?? (told.method === 'get' ? 'read' : 'write')]}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect({ name, status: response.status }).toEqual({ name, status });
    const type = response.headers.get('content-type')?.split(';')[0] ?? null;
    const answer = told.told.responses[String(status)] ?? told.told.responses.default;
    expect({ name, types: Object.keys(answer?.content ?? {}) }).toEqual({
      name,
      types: type === null ? [] : expect.arrayContaining([type]),
    });
    const schema = type === null ? undefined : answer?.content?.[type]?.schema;
    if (schema === undefined || type === 'text/event-stream') await response.body?.cancel();
    else {
      const text = await response.text();
      const values = type === 'application/x-ndjson' ? text.split('\n').filter(line => line !== '') : [text];
      const wrong = values.flatMap(value => misfits(document, schema, JSON.parse(value)));
      expect({ name, wrong }).toEqual({ name, wrong: [] });
    }
  }
}

describe('the description of a server', () => {
  test('names every route of the dashboard, and each answers in the shape that it says', () =>
    check(system.dashboardUrl, dashboardRequests()));

  test('names every route of ingest, and each answers in the shape that it says', () =>
    check(system.ingestUrl, ingestRequests()));

  test('says of every route which key it needs, and without one it is refused', async () => {
    for (const [server, requests] of [
      [system.dashboardUrl, dashboardRequests()],
      [system.ingestUrl, ingestRequests()],
    ] as const) {
      const { paths } = await documentOf(server);
      for (const [name, { path }] of Object.entries(requests)) {
        const [method = '', pattern = ''] = name.split(' ');
        const open = paths[pattern]?.[method]?.security.length === 0;
        const { status, body } = await fetch(`${server}${path}`, { method: method.toUpperCase() });
        await body?.cancel();
        expect({ name, refused: status === 401 }).toEqual({ name, refused: !open });
      }
    }
  });

  test('is a page for people too, with a link for every route and shape', async () => {
    for (const server of [system.dashboardUrl, system.ingestUrl]) {
      const document = await documentOf(server);
      const page = await (await fetch(`${server}/docs`)).text();
      for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="shape-${name}"`);
      for (const path of Object.keys(document.paths)) expect(page).toContain(path);
      for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`);
      expect(page).not.toMatch(/<script|https?:\/\//);
    }
  });
});

test('an answer that lacks a field, or has one that nobody described, does not fit', async () => {
  const document = await documentOf(system.dashboardUrl);
  const status = await system.get<Record<string, unknown>>('/api/v1/status');
  const schema = { $ref: '#/components/schemas/Status' };
  const { position, ...rest } = status;
  expect(misfits(document, schema, { ...rest, position })).toEqual([]);
  expect(misfits(document, schema, rest)).not.toEqual([]);
  expect(misfits(document, schema, { ...status, mood: 'calm' })).not.toEqual([]);
});

test('no route of the API can be asked that is not described', async () => {
  const db = openDatabase(database.url, { max: 1 });
  const { app, operations } = testApi(db);
  await db.$client.end();
  const routes = app.routes.filter(it => it.method !== 'ALL').map(it => `${it.method.toLowerCase()} /api/v1${it.path}`);
  expect(routes.sort()).toEqual(operations.map(it => `${it.method} ${it.path}`).sort());
});
