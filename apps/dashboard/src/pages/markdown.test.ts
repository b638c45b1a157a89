import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixtureDeps } from './fixture.ts';
import { headingsOf } from './markdown.tsx';
import { createMethodPages } from './method-routes.tsx';

const METHOD = readFileSync(new URL('../../../../docs/method.md', import.meta.url), 'utf8');

test('the page of the method shows every figure of the document, and leaves none of its signs behind', async () => {
  const pages = createMethodPages(fixtureDeps());
  const html = await (await pages.request('/method')).text();
  const article = html.slice(html.indexOf('<article'), html.indexOf('id="formulas"'));
  const text = article.replace(/<[^>]+>/g, ' ');
  const figures = METHOD.match(/\d[\d.,]*\d|\d/g) ?? [];
  expect(figures.length).toBeGreaterThan(50);
  for (const figure of figures) expect(text).toContain(figure);
  expect(text).not.toMatch(/\*\*|^#|\|\s*-{3}|`/m);
  for (const { id } of headingsOf(METHOD)) expect(html).toContain(`<h2 id="${id}"`);
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${target}"`);
});
