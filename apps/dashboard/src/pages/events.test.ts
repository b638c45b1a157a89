import { expect, test } from 'vitest';
import { createEventsPages } from './events-routes.tsx';
import { fixtureDeps, fixtureQueries } from './fixture.ts';

async function get(path: string, asked: unknown[] = []): Promise<{ status: number; html: string }> {
  const { events } = fixtureQueries();
  const pages = createEventsPages(
    fixtureDeps({
      events: query => {
        asked.push(query);
        return events(query);
      },
    }),
  );
  const response = await pages.request(path);
  return { status: response.status, html: await response.text() };
}

test('the list asks for exactly the filter of its address, and so do its files', async () => {
  const asked: unknown[] = [];
  const { status, html } = await get('/events?type=assault&actor=iraq&from=2024-01-01&outlet=', asked);
  expect(status).toBe(200);
  expect(asked).toEqual([{ type: 'ASSAULT', actor: 'iraq', from: '2024-01-01', limit: 50 }]);
  expect(html).toContain('href="/api/v1/events?actor=iraq&amp;type=assault&amp;from=2024-01-01&amp;format=csv"');
  expect(html).toMatch(/name="actor"[^>]*value="iraq"/);
  expect(html).toMatch(/<option value="ASSAULT" selected/);
});

test('a filter that cannot be read is said, stays in its field, and lists nothing', async () => {
  const asked: unknown[] = [];
  const { status, html } = await get(`/events?from=${encodeURIComponent('"><script>')}`, asked);
  expect(status).toBe(422);
  expect(asked).toEqual([]);
  expect(html).toContain('which is no date');
  expect(html).not.toContain('<script>');
  expect(html).not.toContain('data-event=');
});
