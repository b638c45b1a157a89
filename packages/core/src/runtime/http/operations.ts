import type { Context, Env, Hono } from 'hono';
import type { z } from 'zod';
import type { Scope } from '../../log/keys.ts';
import { ProblemRaised, problem } from '../../wire/problem.ts';

/** What an operation takes or answers, by media type. `null` for bodies that no schema describes. */
export type Content = Record<string, z.ZodType | null>;

/** One route as other programs read about it. */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As Hono writes it: `/reports/:id`. */
  path: string;
  /** What it does, in a line; and what there is to know beside it. */
  summary: string;
  description?: string;
  /** Scope that a key needs; null for a route that anybody may ask. */
  scope: Scope | null;
  /** Parts of the path, each in a line. */
  params?: Record<string, string>;
  query?: z.ZodObject;
  body?: Content;
  answers: Record<number, { description: string; content?: Content }>;
};

type Told<P extends string, Q extends z.ZodObject> = Omit<Operation, 'path' | 'query'> & { path: P; query?: Q };
type Handler<E extends Env, P extends string, Q extends z.ZodObject> = (
  c: Context<E, P>,
  query: z.infer<Q>,
) => Response | Promise<Response>;

/** Routes that say what they are: a route and its description are added in one call, so that neither is without the other. */
export type Operations<E extends Env> = {
  readonly all: readonly Operation[];
  /** Adds a route. Its query is read by its schema first: what does not fit is a 422 with the words of the schema. */
  add<const P extends string, Q extends z.ZodObject>(operation: Told<P, Q>, handler: Handler<E, P, Q>): void;
};

export function createOperations<E extends Env>(app: Hono<E>): Operations<E> {
  const all: Operation[] = [];
  return {
    all,
    add: (operation, handler) => {
      all.push(operation);
      app.on(operation.method, operation.path, c =>
        handler(c, readQuery(operation.query, new URL(c.req.url).searchParams)),
      );
    },
  };
}

/** The parameters of an address by their schema, or what is wrong; an empty one counts as not given, of two the last stands. */
export function parseQuery<Q extends z.ZodObject>(
  schema: Q,
  params: URLSearchParams,
): { ok: true; query: z.infer<Q> } | { ok: false; detail: string } {
  const parsed = schema.safeParse(Object.fromEntries([...params].filter(([, value]) => value !== '')));
  if (parsed.success) return { ok: true, query: parsed.data };
  return { ok: false, detail: parsed.error.issues.map(issue => issue.message).join(' ') };
}

function readQuery<Q extends z.ZodObject>(schema: Q | undefined, params: URLSearchParams): z.infer<Q> {
  // A handler without a query schema has nothing to read of what it is given.
  if (schema === undefined) return {} as z.infer<Q>;
  const parsed = parseQuery(schema, params);
  if (parsed.ok) return parsed.query;
  throw new ProblemRaised(problem('invalid-request', { detail: parsed.detail }));
}
