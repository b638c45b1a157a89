import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { type TestDatabase, testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';

type Made = { shareId: string; url: string; embedUrl: string };

let database: TestDatabase;
let system: System;
beforeAll(async () => {
  database = await testDatabase();
  system = await startSystem({ databaseUrl: database.url });
  await system.push(RETELLING.text);
  await system.settled();
});
afterAll(async () => {
  await system?.stop();
  await database?.drop();
});

const make = async (body: object): Promise<Made> => {
  const response = await system.send('POST', '/api/v1/shares', body);
  expect(response.status).toBe(201);
  return (await response.json()) as Made;
};

describe('a shared link', () => {
  test('shows its series to anybody, as a page and in a frame, and only the frame may stand elsewhere', async () => {
    const { url, embedUrl } = await make({ subject: 'USA-IRQ' });
    const page = await fetch(url);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('Iraq–United States');
    expect(html).toMatch(/<th scope="row">25 Jan 2024<\/th><td class="num">\d/);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    const frame = await fetch(embedUrl);
    const drawn = await frame.text();
    expect(drawn).toContain('<svg class="share-chart"');
    expect(drawn).not.toContain('<script');
    expect(frame.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(frame.headers.get('x-frame-options')).toBeNull();
    for (const { headers } of [page, frame]) {
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  test('opens nothing else: its token is no key and no session', async () => {
    const { url } = await make({ subject: 'IRQ' });
    const token = url.slice(url.lastIndexOf('/') + 1);
    for (const path of ['/api/v1/series?subject=IRQ', '/api/v1/subjects', '/metrics']) {
      expect(
        (await fetch(`${system.dashboardUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(401);
      expect((await fetch(`${system.dashboardUrl}${path}`, { headers: { cookie: `session=${token}` } })).status).toBe(
        401,
      );
    }
    const list = await (await system.send('GET', '/api/v1/shares')).text();
    expect(list).not.toContain(token);
    const db = openDatabase(database.url, { max: 1 });
    const { rows } = await db.$client.query('select shares::text as row from shares');
    expect(JSON.stringify(rows)).not.toContain(token);
    await db.$client.end();
  });

  test('that is pinned shows what was known then', async () => {
    const { position } = await system.settled();
    const pinned = await make({ subject: 'IRQ-USA', asOf: String(position), from: '2024-01-20', to: '2024-02-02' });
    const before = await (await fetch(pinned.url)).text();
    await system.push({ title: 'US air strikes hit militia bases in Iraq', publishedAt: '2024-01-26' });
    await system.settled();
    expect(await (await fetch(pinned.url)).text()).toBe(before);
    const free = await make({ subject: 'IRQ-USA', from: '2024-01-20', to: '2024-02-02' });
    expect(await (await fetch(free.url)).text()).not.toContain(`log position ${position},`);
  });

  test('shows nothing once it was taken back or has run out, and taking it back again finds none', async () => {
    const taken = await make({ subject: 'IRQ-USA' });
    const old = await make({ subject: 'IRQ-USA', expiresInDays: 1 });
    expect((await system.send('DELETE', `/api/v1/shares/${taken.shareId}`)).status).toBe(204);
    expect((await system.send('DELETE', `/api/v1/shares/${taken.shareId}`)).status).toBe(404);
    const db = openDatabase(database.url, { max: 1 });
    await db.$client.query("update shares set expires_at = now() - interval '1 second' where share_id = $1", [
      old.shareId,
    ]);
    await db.$client.end();
    for (const address of [taken.url, taken.embedUrl, old.url, old.embedUrl, `${system.dashboardUrl}/share/made-up`])
      expect((await fetch(address)).status).toBe(404);
  });

  test.each([
    [{ subject: 'nowhere' }, 'no subject'],
    [{ subject: 'IRQ-USA', indicator: 'stress' }, 'not kept'],
    [{ subject: 'IRQ-USA', from: '2024-01-01' }, 'both'],
    [{ subject: 'IRQ-USA', expiresInDays: 1_000 }, 'expiresInDays'],
    [{ subject: 'IRQ-USA', userId: 'admin' }, 'userId'],
  ])('is not made of %j', async (body, words) => {
    const response = await system.send('POST', '/api/v1/shares', body);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(words);
  });
});
