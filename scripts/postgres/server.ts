import { spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identity } from './account.ts';
import { cleanEnvironment } from './cluster.ts';
import { disarmPidFile, isServerOf, readPidFile } from './pid-file.ts';
import type { Place } from './place.ts';
import { errorCode, explain } from './trouble.ts';

const POLL_MS = 25;
const READY_WITHIN_MS = 180_000;
const LOG_LIMIT_BYTES = 10_000_000;

/** Another program took the port between our look and the start. */
export class PortTaken extends Error {
  override name = 'PortTaken';
}

/** Processes of a server that was killed are still ending; they do so within seconds. */
export class StillEnding extends Error {
  override name = 'StillEnding';
}

/**
 * Starts the server and waits until it takes connections. It gets a session of its own, so that neither the terminal's
 * Ctrl-C nor our own end reaches it; only `stopServer` does.
 */
export async function startServer(place: Place, say: (line: string) => void): Promise<void> {
  const { data, folder, account, binaries } = place;
  const stale = readPidFile(data);
  if (stale) disarmPidFile(data);

  const logFile = join(folder, 'server.log');
  const log = openLog(place, logFile);
  const from = statSync(logFile).size;
  const windows = process.platform === 'win32';
  // On Windows pg_ctl gives up administrator rights, with which the server would refuse to run.
  const [program, args] = windows ? [binaries.pgCtl, ['start', '-w', '-D', data]] : [binaries.postgres, ['-D', data]];
  let ended: string | null = null;
  const child = spawn(program, args, {
    ...identity(account),
    cwd: folder,
    detached: true,
    windowsHide: true,
    env: cleanEnvironment(),
    stdio: ['ignore', log, log],
  });
  child.on('error', error => {
    ended = String(error);
  });
  child.on('exit', code => {
    if (!windows || code !== 0) ended = `it ended with ${code}`;
  });
  child.unref();
  closeSync(log);

  const started = Date.now();
  for (let told = false; ; ) {
    const running = readPidFile(data);
    if (running?.status === 'ready' && (windows || running.pid === child.pid)) return;
    const waited = Date.now() - started;
    if (ended !== null || waited > READY_WITHIN_MS) {
      const said = readFileSync(logFile).subarray(from).toString();
      if (/could not bind|Address already in use/i.test(said)) throw new PortTaken(said);
      if (/pre-existing shared memory block/i.test(said)) throw new StillEnding(said);
      throw explain('start', said || (ended ?? 'nothing'), folder);
    }
    if (waited > 3_000 && !told) {
      say('PostgreSQL is still starting; after a crash it first repairs its data ...');
      told = true;
    }
    await delay(POLL_MS);
  }
}

/** Stops the server of this place, if one runs: its clients are cut off at once, and after `patienceMs` it is ended without ceremony. */
export async function stopServer({ data }: Pick<Place, 'data'>, patienceMs = 8_000): Promise<void> {
  const running = readPidFile(data);
  if (!running || !isServerOf(data, running.pid)) return;
  const gone = () => readPidFile(data)?.pid !== running.pid || !isServerOf(data, running.pid);
  signal(running.pid, 'SIGCONT');
  signal(running.pid, 'SIGINT');
  if (await becomes(gone, patienceMs)) return;
  signal(running.pid, 'SIGQUIT');
  if (await becomes(gone, 5_000)) return;
  signal(running.pid, 'SIGKILL');
  await becomes(gone, 2_000);
}

/** Waits until a server that we found is ready; false when it ends or stays silent. */
export async function waitReady(data: string, pid: number, withinMs: number): Promise<boolean> {
  const settled = () => readPidFile(data)?.status === 'ready' || !isServerOf(data, pid);
  await becomes(settled, withinMs);
  return readPidFile(data)?.status === 'ready';
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    // Windows has no such signals; a kill is a crash, which the server repairs at its next start.
    if (name === 'SIGQUIT') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function becomes(condition: () => boolean, withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await delay(POLL_MS)) {
    if (condition()) return true;
  }
  return condition();
}

function openLog({ folder, account: { uid, gid } }: Place, file: string): number {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
    const log = openSync(file, 'a', 0o600);
    if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
    return log;
  } catch (error) {
    throw explain('write its log', String(error), folder);
  }
}
