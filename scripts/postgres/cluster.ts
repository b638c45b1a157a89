import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, identity } from './account.ts';
import { type Binaries, copyBinaries } from './binaries.ts';
import type { Place } from './place.ts';
import { CannotStart, explain, USE_YOUR_OWN } from './trouble.ts';

/** PostgreSQL's own settings by name, such as `{ shared_buffers: '64MB' }`. */
export type Settings = Record<string, string>;

const NEEDED_BYTES = 120_000_000;
const SETTINGS_FILE = 'tensiometer.conf';

const MODEST: Settings = {
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/** For tests only: a crash of the machine may destroy the data. */
const FAST: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The text of the settings file: loopback only, no unix socket, modest memory. */
export function settingsText(port: number, settings: Settings = {}, fast = false): string {
  const all: Settings = {
    ...MODEST,
    ...(fast ? FAST : {}),
    ...settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written at every start; edits are lost.\n${lines.join('\n')}\n`;
}

/** The settings of the last start. */
export function readSettings({ data }: Place): string {
  return readOr(join(data, SETTINGS_FILE), '');
}

/** Replaces the settings; they hold from the next start of the server. */
export function writeSettings({ data, account }: Place, text: string): void {
  writeOwned(join(data, SETTINGS_FILE), text, account);
}

/** The superuser's password, made on first use and kept beside the data for their owner only. */
export function password({ folder, data, account }: Place): string {
  const file = join(folder, 'password');
  const kept = readOr(file, '').trim();
  if (kept) return kept;
  if (existsSync(join(data, 'PG_VERSION'))) {
    throw new CannotStart(
      `${file} is missing, and without it nobody can enter the data beside it: put it back, ${USE_YOUR_OWN}.`,
    );
  }
  const made = randomBytes(24).toString('base64url');
  writeOwned(file, `${made}\n`, account);
  return made;
}

/** The port of the last start; null before the first. */
export function rememberedPort({ folder }: Place): number | null {
  const port = Number(readOr(join(folder, 'port'), ''));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** Keeps the port for the next start. */
export function rememberPort({ folder, account }: Place, port: number): void {
  writeOwned(join(folder, 'port'), `${port}\n`, account);
}

/** Creates the data unless they are there. They are made beside their place and moved in whole, so half of them never counts. */
export async function createCluster(place: Place, fast: boolean, say: (line: string) => void): Promise<void> {
  const { folder, data, account, binaries } = place;
  const version = readOr(join(data, 'PG_VERSION'), '').trim();
  if (version) return checkVersion(place, version);

  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < NEEDED_BYTES) throw explain('create its data', 'No space left on device', folder);
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith('unfinished-')) rmSync(join(folder, entry), { recursive: true, force: true });
  }
  if (existsSync(data)) {
    if (readdirSync(data).length > 0) {
      throw new CannotStart(`${data} is no PostgreSQL data folder: move it away and start again, ${USE_YOUR_OWN}.`);
    }
    rmSync(data, { recursive: true });
  }
  say(`Creating a PostgreSQL database in ${folder} (once) ...`);
  password(place);
  const unfinished = join(folder, `unfinished-${process.pid}`);
  const { initdb, discard } = plainInitdb(binaries);
  const said = await run(initdb, account, [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${join(folder, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(fast ? ['--no-sync'] : []),
  ]);
  discard();
  if (said !== null) {
    rmSync(unfinished, { recursive: true, force: true });
    throw explain('create its data', said, folder);
  }
  appendFileSync(join(unfinished, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
  renameSync(unfinished, data);
}

/** initdb runs the server through a shell with its path in double quotes; a path that those do not protect needs a copy elsewhere. */
function plainInitdb(binaries: Binaries): { initdb: string; discard: () => void } {
  if (process.platform === 'win32' || !/["$`\\]/.test(binaries.root))
    return { initdb: binaries.initdb, discard: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-initdb-'));
  chmodSync(folder, 0o755);
  return {
    initdb: copyBinaries(binaries, folder).initdb,
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Environment of PostgreSQL's programs: without the caller's PG* variables, which would steer them, and in English. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

/** Writes a file that only the server's user (and root) can read. */
function writeOwned(file: string, text: string, { uid, gid }: Account): void {
  try {
    const fresh = `${file}.new`;
    writeFileSync(fresh, text, { mode: 0o600 });
    if (uid !== undefined && gid !== undefined) chownSync(fresh, uid, gid);
    renameSync(fresh, file);
  } catch (error) {
    throw explain('be set up', String(error), dirname(file));
  }
}

function checkVersion({ data, binaries }: Place, version: string): void {
  const major = binaries.version.split('.')[0];
  if (version === major) return;
  throw new CannotStart(
    `The data in ${data} were written by PostgreSQL ${version}, and this is PostgreSQL ${major}: move the folder away to begin anew, ${USE_YOUR_OWN}.`,
  );
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

/** Runs a program to its end; null when it went well, else what it said. */
function run(program: string, account: Account, args: string[]): Promise<string | null> {
  return new Promise(resolve => {
    let said = '';
    const child = spawn(program, args, {
      ...identity(account),
      cwd: '/',
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (chunk: Buffer) => {
      said += String(chunk);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', error => resolve(String(error)));
    child.on('close', code => resolve(code === 0 ? null : said || `it ended with ${code}`));
  });
}
