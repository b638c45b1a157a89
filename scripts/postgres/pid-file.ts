import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a server says about itself in `postmaster.pid`. */
export type Running = { pid: number; port: number | null; status: string };

/** Reads `postmaster.pid`; null when there is none, which is so after every clean stop. */
export function readPidFile(data: string): Running | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    if (!Number.isInteger(pid) || pid < 2) return null;
    return { pid, port: Number(lines[3]) || null, status: (lines[7] ?? '').trim() };
  } catch {
    return null;
  }
}

/**
 * True when that process is alive and a PostgreSQL of this data folder. After a crash or a reboot the number may have
 * gone to any other program, which must neither be taken for the server nor be stopped.
 */
export function isServerOf(data: string, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const command = commandOf(pid);
  return /postgres/.test(command) && (process.platform === 'win32' || command.includes(data));
}

/**
 * Takes a dead server's pid out of the file. PostgreSQL would refuse to start when another program of the same user has
 * the number now. Our own number is its parent's, which it knows to be no rival; removing the file would also switch off
 * its check for backends that survived.
 */
export function disarmPidFile(data: string): void {
  const file = join(data, 'postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(process.pid), ...lines.slice(1, 7), ''].join('\n'));
}

/** Command line of a process (on Windows its program); empty for a dead one, or when the system does not tell. */
function commandOf(pid: number): string {
  if (process.platform === 'win32') {
    return spawnSync('tasklist', ['/fi', `pid eq ${pid}`, '/fo', 'csv', '/nh'], { encoding: 'utf8' }).stdout ?? '';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
}
