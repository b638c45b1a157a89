import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';

/** A port is taken or may not be used; the message says what to do. */
export class CannotListen extends Error {}

/** Time for every connection that is in use to get its last answer. */
const LAST_ANSWERS_MS = 250;

export type Server = { url: string; close(): Promise<void> };

/**
 * Serves a Hono app over HTTP. Port 0 takes any free port; the address answered is the one really bound. Closing ends
 * requests that are being answered properly, for at most three seconds; `onClose` ends first what would never end by itself.
 */
export async function serveApp(
  app: { fetch(request: Request): Response | Promise<Response> },
  { name, host, port, onClose }: { name: string; host: string; port: number; onClose?: () => Promise<void> },
): Promise<Server> {
  const answer = getRequestListener(app.fetch);
  const open = new Set<ServerResponse>();
  let closing = false;
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 },
    (request, response) => {
      open.add(response);
      response.once('close', () => open.delete(response));
      if (closing) response.setHeader('connection', 'close');
      return answer(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explainListen(error, name, host, port)));
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${bound}`,
    close: async () => {
      await onClose?.();
      // Whoever sends one request after another learns with an answer that this was the last, and is not cut off in the next.
      closing = true;
      for (const response of open) if (!response.headersSent) response.setHeader('connection', 'close');
      await delay(LAST_ANSWERS_MS);
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(cut);
    },
  };
}

function explainListen(error: Error, name: string, host: string, port: number): Error {
  const code = 'code' in error ? error.code : null;
  const variable = `${name.toUpperCase()}_PORT`;
  if (code === 'EADDRINUSE')
    return new CannotListen(
      `Port ${port} for the ${name} is in use by another program. Stop it, or choose another port: ${variable}=${port + 10} npm start`,
    );
  if (code === 'EACCES')
    return new CannotListen(
      `This user may not open port ${port} for the ${name}. Choose one above 1023: ${variable}=${port < 1024 ? port + 3000 : port}`,
    );
  if (code === 'EADDRNOTAVAIL')
    return new CannotListen(`This machine has no address ${host}. Set HOST to one of its own, such as 127.0.0.1.`);
  return error;
}
