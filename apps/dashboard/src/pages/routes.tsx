import { Hono } from 'hono';
import { createAlertPages } from './alert-routes.tsx';
import type { PageDeps } from './deps.ts';
import { createEventsPages } from './events-routes.tsx';
import { Layout } from './layout.tsx';
import { createMethodPages } from './method-routes.tsx';
import { createOverviewPages } from './overview-routes.tsx';
import { pastOf } from './past.ts';
import { createReportPages } from './report-routes.tsx';
import { REPORT_STATUSES, ReportsPage } from './reports.tsx';
import { SettingsPage } from './settings.tsx';
import { loadShell } from './shell.ts';
import { createSubjectPages } from './subject-routes.tsx';

export { ErrorPage } from './error.tsx';
export { NotFoundPage } from './not-found.tsx';

const REPORTS_A_PAGE = 50;

/** The pages of the dashboard. Who may see them is decided before; every number comes from `queries`. */
export function createPages(deps: PageDeps): Hono {
  const { queries, ingestUrl, demoAvailable } = deps;
  const pages = new Hono();

  pages.route('/', createOverviewPages(deps));

  pages.route('/', createSubjectPages(deps));

  pages.get('/reports', async c => {
    const filter = REPORT_STATUSES.find(name => name === c.req.query('status')) ?? null;
    const cursor = c.req.query('cursor');
    const then = await pastOf(deps, c);
    const shell = await loadShell(deps);
    const [answer, status] = await Promise.all([
      queries.reports({
        limit: REPORTS_A_PAGE,
        ...(filter === null ? {} : { status: filter }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(then === null ? {} : { asOf: then.asOf }),
      }),
      queries.status(),
    ]);
    return c.html(
      <Layout shell={shell} title="Reports" page="reports" section="reports" past={then?.past}>
        <ReportsPage
          answer={answer}
          status={then === null ? status : null}
          filter={filter}
          continued={cursor !== undefined}
          asOf={then?.text ?? null}
        />
      </Layout>,
    );
  });

  pages.route('/', createReportPages(deps));

  pages.route('/', createEventsPages(deps));
  pages.route('/', createMethodPages(deps));

  pages.route('/', createAlertPages(deps));

  pages.get('/settings', async c => {
    const [shell, population, shares] = await Promise.all([loadShell(deps), queries.population(), deps.shares()]);
    return c.html(
      <Layout shell={shell} title="Settings" page="settings" section="settings">
        <SettingsPage ingestUrl={ingestUrl} demoAvailable={demoAvailable} population={population} shares={shares} />
      </Layout>,
    );
  });

  return pages;
}
