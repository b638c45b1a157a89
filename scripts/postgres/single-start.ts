import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart, errorCode } from './trouble.ts';

const ANSWER_WITHIN_MS = 2_000;

/**
 * Claims a data folder for this process until `release` or its end, however it ends; a second claim throws a sentence
 * with the process that holds it and `where` it can be seen. A listening socket is the claim: unlike a file with a
 * process id, the system takes it back from a killed process.
 */
export async function claim(folder: string, where = ''): Promise<() => Promise<void>> {
  const address = addressOf(folder);
  const holder = `process ${process.pid}${where ? `, ${where}` : ''}`;
  const server = createServer(socket => {
    socket.on('error', () => {});
    socket.end(holder);
  });
  for (let tries = 0; !(await listens(server, address)); tries++) {
    const other = await ask(address);
    if (other !== null || tries === 2) {
      throw new CannotStart(
        `Tensiometer already runs here (${other ?? 'it does not answer'}): use that one, or stop it first. Its data are in ${folder}.`,
      );
    }
    // Nobody listens behind a socket file that a killed process left.
    if (address.endsWith('.sock')) unlinkSync(address);
  }
  server.unref();
  return () => new Promise(done => server.close(() => done()));
}

function addressOf(folder: string): string {
  const name = `tensiometer-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => (errorCode(error) === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', fail);
    server.listen(address, () => {
      server.off('error', fail);
      resolve(true);
    });
  });
}

/** Who holds the claim; null when nobody does any more. */
function ask(address: string): Promise<string | null> {
  return new Promise(resolve => {
    let said = '';
    const socket = connect(address);
    socket.setTimeout(ANSWER_WITHIN_MS, () => {
      resolve('it does not answer');
      socket.destroy();
    });
    socket.on('data', chunk => {
      said += String(chunk);
    });
    socket.on('end', () => resolve(said || null));
    socket.on('error', () => resolve(null));
  });
}
