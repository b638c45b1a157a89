import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import type { Context } from 'hono';

/** Ends a request that cannot be carried out, saying why. */
export function refuse(detail: string): never {
  throw new ProblemRaised(problem('invalid-request', { detail }));
}

/** The body as JSON, or a problem; `empty` where there is none. */
export async function jsonOf(c: Context, empty?: unknown): Promise<unknown> {
  const text = await c.req.text();
  if (text === '' && empty !== undefined) return empty;
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemRaised(problem('invalid-json'));
  }
}
