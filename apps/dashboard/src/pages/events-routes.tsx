import { parseQuery } from '@tensiometer/core/runtime/http/operations.ts';
import { eventsFilter, eventsQuery } from '@tensiometer/core/wire/queries.ts';
import { Hono } from 'hono';
import type { PageDeps } from './deps.ts';
import { EventsPage, FILTER_FIELDS } from './events.tsx';
import { Layout } from './layout.tsx';
import { loadShell } from './shell.ts';

const EVENTS_A_PAGE = 50;
const pageQuery = eventsFilter.extend({ cursor: eventsQuery.shape.cursor });

/** The list of events. A filter that cannot be read is said beside the form, with what was typed left in it. */
export function createEventsPages(deps: PageDeps): Hono {
  const pages = new Hono();
  pages.get('/events', async c => {
    const params = new URL(c.req.url).searchParams;
    const filter = Object.fromEntries(
      FILTER_FIELDS.flatMap(name => (params.has(name) ? [[name, params.get(name)]] : [])),
    );
    const parsed = parseQuery(pageQuery, params);
    const shell = await loadShell(deps);
    const answer = parsed.ok
      ? await deps.queries.events({ ...parsed.query, limit: EVENTS_A_PAGE })
      : { events: [], next: null };
    return c.html(
      <Layout shell={shell} title="Events" page="events" section="events">
        <EventsPage
          answer={answer}
          filter={filter}
          wrong={parsed.ok ? null : parsed.detail}
          continued={params.has('cursor')}
        />
      </Layout>,
      parsed.ok ? 200 : 422,
    );
  });
  return pages;
}
