import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { localPostgres } from '../../scripts/local-postgres.ts';
import { freePort } from '../../scripts/postgres/connection.ts';
import { readPidFile } from '../../scripts/postgres/pid-file.ts';
import { settlePlace } from '../../scripts/postgres/place.ts';
import { waitFor } from '../setup/wait-for.ts';

/** A database or queue that can be broken and brought back at the same address. */
export type Store = {
  url: string;
  /** Ends it in an orderly way (`fast`) or as a power cut would (`crash`). */
  end(how: 'fast' | 'crash'): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};
export type RedisStore = Store & {
  /** While it is down: everything is gone, or the end of what was written, or a byte of it is another. */
  lose(what: 'all' | 'tail' | 'byte'): void;
  /** Tries to start it; false when it ends by itself. */
  startsAtAll(): Promise<boolean>;
};

/** A PostgreSQL that waits for the disk, as `npm start` runs it. */
export async function postgresStore(folder: string): Promise<Store> {
  const dataFolder = join(folder, 'postgres');
  const port = await freePort();
  const open = () => localPostgres({ dataFolder, port, settings: { max_connections: '200' }, say: () => {} });
  let server = await open();
  return {
    url: server.url,
    end: async how => {
      const { data } = settlePlace(dataFolder);
      const pid = readPidFile(data)?.pid;
      if (how === 'crash' && pid !== undefined) {
        process.kill(pid, 'SIGQUIT');
        await waitFor('PostgreSQL to crash', () => (isAlive(pid) ? null : true));
      }
      await server.stop();
    },
    start: async () => {
      server = await open();
    },
    stop: () => server.stop(),
  };
}

/** A Redis that writes its file every second, as is usual. */
export async function redisStore(folder: string): Promise<RedisStore> {
  const dir = join(folder, 'redis');
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  let child: ChildProcess | null = null;
  const launch = (): ChildProcess =>
    spawn(
      'redis-server',
      [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        dir,
        '--save',
        '',
        '--appendonly',
        'yes',
        '--maxmemory-policy',
        'noeviction',
      ],
      { stdio: 'ignore' },
    );
  const start = async (): Promise<void> => {
    child = launch();
    await waitFor('redis-server', async () => ((await ping(port)) ? true : null));
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    end: how => end(how === 'crash' ? 'SIGKILL' : 'SIGTERM'),
    start,
    stop: () => end('SIGKILL'),
    startsAtAll: async () => {
      const tried = launch();
      child = tried;
      let ended = false;
      tried.once('exit', () => {
        ended = true;
      });
      return waitFor('redis-server to start or to end', async () => (ended ? false : (await ping(port)) || null));
    },
    lose: what => {
      if (what === 'all') {
        rmSync(dir, { recursive: true, force: true });
        mkdirSync(dir, { recursive: true });
        return;
      }
      const files = join(dir, 'appendonlydir');
      for (const name of readdirSync(files).filter(file => file.endsWith('.incr.aof'))) {
        const file = join(files, name);
        if (what === 'tail') truncateSync(file, Math.max(0, statSync(file).size - 500));
        else {
          const bytes = Buffer.concat([readFileSync(file), Buffer.from('\r\n')]);
          // Where a command begins; within a value it would go unnoticed.
          const at = bytes.indexOf('\r\n*', Math.floor(bytes.length / 2));
          bytes[at < 0 ? 0 : at + 2] = 0x58;
          writeFileSync(file, bytes);
        }
      }
    },
  };
}

async function ping(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', data => {
      resolve(String(data).startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
