import type { MiddlewareHandler } from 'hono';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Headers of every answer: nothing from elsewhere runs, frames us, or keeps what only a signed-in person may see. */
export const secureHeaders: MiddlewareHandler = async function secureHeaders(c, next) {
  await next();
  c.header('content-security-policy', CSP);
  c.header('x-content-type-options', 'nosniff');
  c.header('x-frame-options', 'DENY');
  c.header('referrer-policy', 'same-origin');
  if (c.res.headers.get('cache-control') === null) c.header('cache-control', 'no-store');
};
