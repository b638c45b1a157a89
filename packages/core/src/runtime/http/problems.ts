import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { isTransient } from '../../log/database.ts';
import { type Problem, ProblemRaised, problem } from '../../wire/problem.ts';
import { describe, framesOf, NotInTime } from '../lifecycle.ts';
import type { Logger } from '../logging.ts';

/** Answers with a problem document. */
function answerProblem(c: Context, it: Problem, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(it), it.status as 400, { ...headers, 'content-type': 'application/problem+json' });
}

/** The one place where what went wrong becomes an answer: known problems as they are, the rest without details. */
export function problemHandler(logger: Logger): ErrorHandler {
  return (error, c) => {
    if (error instanceof ProblemRaised) return answerProblem(c, error.problem, error.headers);
    if (error instanceof HTTPException) return error.getResponse();
    if (isTransient(error) || error instanceof NotInTime) {
      logger.warn({ path: c.req.path, error: describe(error) }, 'the database is away');
      const away = problem('unavailable', {
        detail: 'The database cannot be reached, or broke off: whether something was stored is not known.',
        hint: 'Send the same request again in a few seconds, with the same id; what was stored already is known by it.',
      });
      return answerProblem(c, away, { 'retry-after': String(1 + Math.floor(3 * Math.random())) });
    }
    logger.error({ path: c.req.path, error: describe(error), frames: framesOf(error) }, 'a request failed');
    return answerProblem(
      c,
      problem('internal', { hint: 'Send the same request again; if it fails again, look at the log of the server.' }),
    );
  };
}

export const problemNotFound: NotFoundHandler = c =>
  answerProblem(c, problem('not-found', { detail: `Nothing answers ${c.req.method} ${c.req.path}.` }));
