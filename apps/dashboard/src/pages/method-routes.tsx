import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { PageDeps } from './deps.ts';
import { Layout } from './layout.tsx';
import { MethodPage } from './method.tsx';
import { loadShell } from './shell.ts';

/** The one place where the method and its figures are written; the page shows that file. */
const METHOD = readFileSync(new URL('../../../../docs/method.md', import.meta.url), 'utf8');

export function createMethodPages(deps: PageDeps): Hono {
  const pages = new Hono();
  pages.get('/method', async c =>
    c.html(
      <Layout shell={await loadShell(deps)} title="Method and accuracy" page="method" section="method">
        <MethodPage method={METHOD} />
      </Layout>,
    ),
  );
  return pages;
}
