import { html } from 'hono/html';
import type { OpenApi } from './openapi.ts';

type Html = ReturnType<typeof html>;
/** The parts of a JSON schema that the page shows; the document is our own, so that nothing else can stand in it. */
type Shape = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  description?: string;
};
type Content = Record<string, { schema?: Shape }>;
type Told = {
  summary: string;
  description?: string;
  operationId: string;
  'x-scope'?: string;
  parameters: { name: string; in: string; required: boolean; description?: string; example?: string; schema: Shape }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};

/** The description of a server as a page for people, without a script and without anything from elsewhere. */
export function docsPage({ info, paths, components }: OpenApi): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    // The document is made by openApiOf, in this shape.
    Object.entries(methods).map(([method, told]) => ({ method: method.toUpperCase(), path, told: told as Told })),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<header><p>${info.title}</p><a href="/openapi.json">openapi.json</a></header>
<div class="two">
<nav aria-label="Routes"><ul>${operations.map(
    ({ method, path, told }) => html`<li><a href="#${told.operationId}"><b>${method}</b> ${path}</a></li>`,
  )}</ul><ul>${Object.keys(components.schemas).map(name => html`<li><a href="#shape-${name}">${name}</a></li>`)}</ul></nav>
<main>
<h1>${info.title}</h1>
<p class="lead">${info.description}</p>
<h2>Routes</h2>
${operations.map(operation)}
<h2>Shapes</h2>
${Object.entries(components.schemas).map(([name, shape]) => shapeSection(name, shape as Shape))}
</main>
</div>
</body>
</html>`;
}

function operation({ method, path, told }: { method: string; path: string; told: Told }): Html {
  const scope = told['x-scope'];
  return html`<section id="${told.operationId}" aria-labelledby="${told.operationId}-h">
<h3 id="${told.operationId}-h"><b>${method}</b> ${path}</h3>
<p>${told.summary}. ${scope === undefined ? 'Needs no key.' : `Needs the scope ${scope}.`}</p>
${told.description === undefined ? '' : html`<p>${told.description}</p>`}
${
  told.parameters.length === 0
    ? ''
    : table(
        ['Parameter', 'Type', 'What'],
        told.parameters.map(it => [
          html`<code>${it.name}</code>${it.required ? ' (needed)' : ''}`,
          typeOf(it.schema),
          html`${it.description ?? ''}${it.example === undefined ? '' : html`, such as <code>${it.example}</code>`}`,
        ]),
      )
}
${told.requestBody === undefined ? '' : html`<h4>Body</h4>${contents(told.requestBody.content)}`}
${table(
  ['Answer', 'Type', 'What'],
  Object.entries(told.responses).map(([status, answer]) => [
    html`<code>${status}</code>`,
    contents(answer.content ?? {}),
    answer.description,
  ]),
)}
</section>`;
}

function contents(content: Content): Html {
  return html`${Object.entries(content).map(
    ([type, { schema }]) =>
      html`<div><code>${type}</code>${schema === undefined ? '' : html` ${schema.properties === undefined ? typeOf(schema) : properties(schema)}`}</div>`,
  )}`;
}

function shapeSection(name: string, shape: Shape): Html {
  return html`<section id="shape-${name}" aria-labelledby="shape-${name}-h">
<h3 id="shape-${name}-h">${name}</h3>
${shape.description === undefined ? '' : html`<p>${shape.description}</p>`}
${properties(shape)}
</section>`;
}

function properties({ properties: all = {}, required = [] }: Shape): Html {
  return table(
    ['Field', 'Type', 'What'],
    Object.entries(all).map(([name, schema]) => [
      html`<code>${name}</code>${required.includes(name) ? '' : ' (may be missing)'}`,
      typeOf(schema),
      schema.description ?? '',
    ]),
  );
}

function typeOf(schema: Shape): Html | string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  if (schema.enum !== undefined) return schema.enum.map(value => String(value)).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf !== undefined)
    return html`${schema.anyOf.map((it, i) => html`${i === 0 ? '' : ' | '}${typeOf(it)}`)}`;
  if (schema.items !== undefined) return html`list of ${typeOf(schema.items)}`;
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties);
    return html`{ ${fields.map(([name, it], i) => html`${i === 0 ? '' : ', '}${name}: ${typeOf(it)}`)} }`;
  }
  return [schema.type ?? 'anything'].flat().join(' | ');
}

function table(heads: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html {
  return html`<table><thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ([first, ...rest]) => html`<tr><th scope="row">${first ?? ''}</th>${rest.map(cell => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}
