import type { MiddlewareHandler } from 'hono';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const EMBEDDED =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/** Headers of every answer: nothing from elsewhere runs, frames us, or keeps what only a signed-in person may see. */
export const secureHeaders: MiddlewareHandler = async function secureHeaders(c, next) {
  await next();
  // A chart that was shared to be embedded may stand in anybody's page; it has no script and knows no session.
  const embedded = c.req.path.startsWith('/embed/');
  c.header('content-security-policy', embedded ? EMBEDDED : CSP);
  c.header('x-content-type-options', 'nosniff');
  if (!embedded) c.header('x-frame-options', 'DENY');
  if (c.res.headers.get('referrer-policy') === null) c.header('referrer-policy', 'same-origin');
  if (c.res.headers.get('cache-control') === null) c.header('cache-control', 'no-store');
};
