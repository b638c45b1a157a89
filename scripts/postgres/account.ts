import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { CannotStart, USE_YOUR_OWN } from './trouble.ts';

/** The user that the server runs as; without ids, whoever runs us. */
export type Account = { name: string; uid?: number; gid?: number };

const CANDIDATES = ['postgres', 'tensiometer'];

/**
 * Chooses the server's user. PostgreSQL refuses to run as root: there, whoever owns the existing data, else `postgres`,
 * else a system user `tensiometer` that is made now, else `nobody`.
 */
export function chooseAccount(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return { name: 'this user' };
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid };
  const found = CANDIDATES.map(lookUp).find(account => account !== null) ?? makeUser() ?? lookUp('nobody');
  if (found) return found;
  throw new CannotStart(
    `PostgreSQL does not run as root and no other user could be found or made: make one (useradd --system tensiometer) and start again, ${USE_YOUR_OWN}.`,
  );
}

/** What spawn needs to run a program as this account. */
export function identity(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined || account.gid === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** True when the account can read this folder, or run this file, so that no folder above it is closed to it. */
export function canUse(account: Account, path: string): boolean {
  return passes(account, 'test -r "$1" && test -x "$1"', path);
}

/** True when the account can get to what lies in this folder. */
export function canEnter(account: Account, folder: string): boolean {
  return passes(account, 'test -x "$1"', folder);
}

function passes(account: Account, check: string, path: string): boolean {
  if (account.uid === undefined) return true;
  const { status } = spawnSync('/bin/sh', ['-c', check, 'sh', path], {
    ...identity(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

function nameOf(uid: number): string {
  return `user ${spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' }).stdout?.trim() || uid}`;
}

function lookUp(name: string): Account | null {
  const id = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN);
  const [uid, gid] = [id('-u'), id('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { name: `user ${name}`, uid, gid } : null;
}

function makeUser(): Account | null {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', 'tensiometer'], { stdio: 'ignore' });
  return lookUp('tensiometer');
}
