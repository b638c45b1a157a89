import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';

export type Delivery = { path: string; headers: IncomingHttpHeaders; body: string; at: number };
/** A server of the test's own that keeps what it is sent. */
export type Receiver = {
  port: number;
  url: string;
  /** What arrived whole, in order. */
  deliveries: Delivery[];
  /** Connections that were opened, whatever came of them. */
  connections(): number;
  stop(): Promise<void>;
};

/** What a receiver does with a delivery; 204 when absent. */
export type Answer = (delivery: Delivery, response: ServerResponse) => void;

/** Starts a receiver on loopback; with a key and certificate in one PEM it speaks TLS. */
export async function startReceiver(
  answer: Answer = (_delivery, response) => response.writeHead(204).end(),
  pem?: string,
): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const delivery = { path: request.url ?? '', headers: request.headers, body, at: performance.now() };
      deliveries.push(delivery);
      answer(delivery, response);
    });
  };
  const server = pem === undefined ? createServer(listener) : createTlsServer({ key: pem, cert: pem }, listener);
  let connections = 0;
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${pem === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    deliveries,
    connections: () => connections,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A listener that says what it is told to on every connection, byte for byte, and counts them. */
export async function startSocket(
  onOpen: (socket: Socket) => void,
): Promise<Pick<Receiver, 'port' | 'connections' | 'stop'>> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createSocketServer(socket => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
    onOpen(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
