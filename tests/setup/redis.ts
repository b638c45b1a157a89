import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/postgres/connection.ts';

/** A Redis of a test's own; `child` is there for tests that end or freeze it. */
export type TestRedis = { url: string; port: number; child: ChildProcess; stop: () => Promise<void> };

/**
 * Starts a private redis-server (or valkey-server) on a free loopback port; null when neither is installed.
 * @param args more of the server's own arguments, such as `['--appendonly', 'yes']`
 */
export async function testRedis(args: string[] = []): Promise<TestRedis | null> {
  for (const program of ['redis-server', 'valkey-server']) {
    const started = await start(program, args);
    if (started) return started;
  }
  return null;
}

async function start(program: string, args: string[]): Promise<TestRedis | null> {
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-redis-'));
  const port = await freePort();
  const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--daemonize', 'no'];
  const child = spawn(program, [...fixed, '--save', '', '--maxmemory-policy', 'noeviction', ...args], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const endNow = () => child.kill('SIGKILL');
  process.once('exit', endNow);
  const stop = async () => {
    process.off('exit', endNow);
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    await Promise.race([ended, delay(3_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };

  const missing = await Promise.race([ended.then(() => true), becomesReady(port).then(() => false)]);
  if (!missing) return { url: `redis://127.0.0.1:${port}`, port, child, stop };
  await stop();
  return null;
}

async function becomesReady(port: number): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; await delay(20)) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      socket.write('PING\r\n');
      const [answer] = await once(socket, 'data');
      if (String(answer).startsWith('+PONG')) return;
    } catch {
      // not listening yet
    } finally {
      socket.destroy();
    }
  }
  throw new Error('redis-server did not answer within 10 s');
}
