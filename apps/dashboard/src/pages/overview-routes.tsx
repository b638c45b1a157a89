import { parseQuery } from '@tensiometer/core/runtime/http/operations.ts';
import { subjectsChoice } from '@tensiometer/core/wire/queries.ts';
import { Hono } from 'hono';
import type { PageDeps } from './deps.ts';
import { Layout } from './layout.tsx';
import { Overview } from './overview.tsx';
import { loadOverview } from './overview-load.ts';
import { pastOf } from './past.ts';
import { loadShell } from './shell.ts';

/** The overview. A choice that cannot be read is left out: the whole ranking is shown. */
export function createOverviewPages(deps: PageDeps): Hono {
  const pages = new Hono();
  pages.get('/', async c => {
    const parsed = parseQuery(subjectsChoice, new URL(c.req.url).searchParams);
    const then = await pastOf(deps, c);
    const choice = { ...(parsed.ok ? parsed.query : {}), ...(then === null ? {} : { asOf: then.text }) };
    const shell = await loadShell(deps);
    const [numbers, watched] = await Promise.all([
      loadOverview(deps.queries, then === null ? {} : { asOf: then.asOf }),
      deps.watched(c),
    ]);
    const { ingestUrl, demoAvailable } = deps;
    return c.html(
      <Layout
        shell={shell}
        title="Tensiometer"
        page="overview"
        section="overview"
        position={Math.min(shell.position, numbers.subjects.asOf)}
        past={then?.past}
      >
        <main
          id="main"
          data-choice={JSON.stringify(choice)}
          data-ingest-url={ingestUrl}
          data-demo-available={demoAvailable ? 'yes' : 'no'}
        >
          <Overview
            {...numbers}
            choice={choice}
            watched={new Set(watched)}
            today={deps.today()}
            ingestUrl={ingestUrl}
            demoAvailable={demoAvailable}
          />
        </main>
      </Layout>,
    );
  });
  return pages;
}
