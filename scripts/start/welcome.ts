import type { Running } from './all.ts';

/** What a person needs after the start: where to look, where to send, and a line to copy. */
export function welcome({ ingestUrl, signInUrl, dashboardUrl, keys, keysFile, empty, queue }: Running): string {
  return `
Tensiometer is running.

  Dashboard   ${dashboardUrl}
  Sign in     ${signInUrl}
              (works once; a new one is printed at each start)
  Ingest      ${ingestUrl}/v1/reports
  Key         ${keys.ingest}
              (kept in ${keysFile}, with the keys of the API)
  Queue       BullMQ on ${queue === 'redis' ? 'Redis' : 'PostgreSQL'}

Push a report:

  curl ${ingestUrl}/v1/reports -H 'authorization: Bearer ${keys.ingest}' \\
    -H 'content-type: application/json' \\
    -d '{"title":"Iraq condemns US air strikes on its territory","publishedAt":"${new Date().toISOString().slice(0, 10)}"}'
${empty ? '\nNothing has been counted yet. The dashboard offers a demo, and so does: npm run demo\n' : ''}
Ctrl-C stops everything.
`;
}
