import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { createSignInLink } from '../../packages/core/src/log/sessions.ts';
import { testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';

let system: System;
let stop = async () => {};

beforeAll(async () => {
  const database = await testDatabase();
  system = await startSystem({ databaseUrl: database.url, password: 'correct horse battery' });
  stop = async () => {
    await system.stop();
    await database.drop();
  };
});
afterAll(() => stop());

const open = (path: string, init: RequestInit = {}) =>
  fetch(`${system.dashboardUrl}${path}`, { redirect: 'manual', ...init });
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const signIn = (password: string) => open('/sign-in', { method: 'POST', body: new URLSearchParams({ password }) });

test('pages send a stranger to the sign-in page and back to where they were going', async () => {
  const response = await open('/subjects/IRQ-USA?from=2024-01-01');
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/sign-in?next=%2Fsubjects%2FIRQ-USA%3Ffrom%3D2024-01-01');
  expect(await (await open('/sign-in?next=%2Freports')).text()).toContain('/sign-in?next=%2Freports');
  expect(await (await open('/sign-in?next=https%3A%2F%2Felsewhere.example')).text()).not.toContain('elsewhere');
  expect((await open('/api/v1/status')).status).toBe(401);
  expect((await open('/api/v1/live')).status).toBe(401);
});

test('the printed link signs in once', async () => {
  const db = openDatabase(system.databaseUrl, { max: 1 });
  const token = await createSignInLink(db);
  await db.$client.end();
  const first = await open(`/sign-in?token=${token}`);
  expect(first.status).toBe(303);
  const page = await open('/', { headers: { cookie: cookieOf(first) } });
  expect(page.status).toBe(200);
  expect((await open(`/sign-in?token=${token}`)).status).toBe(401);
});

test('a password signs in, a wrong one does not, and signing out ends the session', async () => {
  expect((await signIn('wrong')).status).toBe(401);
  const cookie = cookieOf(await signIn('correct horse battery'));
  expect((await open('/api/v1/status', { headers: { cookie } })).status).toBe(200);
  await open('/sign-out', { method: 'POST', headers: { cookie } });
  expect((await open('/api/v1/status', { headers: { cookie } })).status).toBe(401);
});

test('a changing request that a browser sends from another site is refused', async () => {
  const cookie = cookieOf(await signIn('correct horse battery'));
  const put = (headers: Record<string, string>) =>
    open('/api/v1/thresholds/x', {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ subject: 'IRQ', above: 40 }),
    });
  expect((await put({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await put({ origin: 'null' })).status).toBe(403);
  expect((await put({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await put({ origin: system.dashboardUrl, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
});

test('a read key looks and does not change; a wrong one does neither', async () => {
  const as = (key: string, method: string, path: string) =>
    open(path, { method, headers: { authorization: `Bearer ${key}` } });
  expect((await as(system.keys.read, 'GET', '/api/v1/subjects')).status).toBe(200);
  expect((await as(system.keys.read, 'DELETE', '/api/v1/demo')).status).toBe(403);
  expect((await as(system.keys.ingest, 'GET', '/api/v1/subjects')).status).toBe(403);
  expect((await as('tsk_made-up', 'GET', '/api/v1/subjects')).status).toBe(401);
});

test('questions that make no sense are answered with what does', async () => {
  const ask = async (path: string) => {
    const response = await open(path, { headers: { authorization: `Bearer ${system.keys.read}` } });
    return { problem: await response.json(), contentType: response.headers.get('content-type') };
  };
  const unknown = await ask('/api/v1/series?subject=IRQ-USA&indicator=happiness');
  expect(unknown).toMatchObject({
    problem: { status: 422, hint: expect.stringContaining('tension') },
    contentType: 'application/problem+json',
  });
  expect(await ask('/api/v1/series?subject=nowhere-land')).toMatchObject({ problem: { status: 422 } });
  expect(await ask('/api/v1/series?subject=IRQ&from=2024-02-01&to=2024-01-01')).toMatchObject({
    problem: { status: 422 },
  });
  expect(await ask('/api/v1/nothing')).toMatchObject({ problem: { status: 404 } });
});
