import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Account, canEnter, canUse, chooseAccount } from './account.ts';
import { type Binaries, checkBinaries, copyBinaries, findBinaries, isComplete, repairLinks } from './binaries.ts';
import { CannotStart, explain, USE_YOUR_OWN } from './trouble.ts';

/** Where one local server lives and who runs it. */
export type Place = { folder: string; data: string; account: Account; binaries: Binaries; note?: string };

const SYSTEM_FOLDER = '/var/lib/tensiometer';

/**
 * Settles where the data and the programs are. As root, a folder that the server's user cannot enter (a clone under
 * `/root`) is left for `/var/lib/tensiometer`. Data that exist decide, so that a changed permission never looks like an
 * empty database.
 */
export function settlePlace(dataFolder: string): Place {
  const wanted = absolute(dataFolder);
  const elsewhere = join(SYSTEM_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  const asRoot = process.getuid?.() === 0;

  if (asRoot && hasData(join(elsewhere, 'postgres')) && !hasData(wanted))
    return furnish(join(elsewhere, 'postgres'), elsewhere);
  const account = chooseAccount(wanted);
  openFolder(dirname(wanted));
  if (canEnter(account, dirname(wanted))) return furnish(wanted, elsewhere);
  if (hasData(wanted)) {
    throw new CannotStart(
      `The data in ${wanted} cannot be reached by ${account.name} any more: open the folders above it (chmod o+x), ${USE_YOUR_OWN}.`,
    );
  }
  return furnish(join(elsewhere, 'postgres'), elsewhere);
}

/** True when a finished cluster is in this folder. */
function hasData(folder: string): boolean {
  return existsSync(join(folder, 'data', 'PG_VERSION'));
}

function furnish(folder: string, elsewhere: string): Place {
  const account = chooseAccount(folder);
  openFolder(dirname(folder));
  if (dirname(folder) === elsewhere) for (const ours of [SYSTEM_FOLDER, elsewhere]) openToAll(ours);
  openFolder(folder, account);
  const installed = findBinaries();
  repairLinks(installed);
  const usable = isComplete(installed) && canUse(account, installed.postgres) && canUse(account, installed.root);
  const binaries = usable ? installed : copyBinaries(installed, folderOfCopies(account, folder));
  checkBinaries(binaries, account);
  const place = { folder, data: join(folder, 'data'), account, binaries };
  if (!folder.startsWith(SYSTEM_FOLDER)) return place;
  return { ...place, note: `${account.name} cannot enter the project's folder, so the data are kept in ${folder}` };
}

/** One copy serves all projects of a machine where root may keep it. */
function folderOfCopies(account: Account, folder: string): string {
  if (account.uid === undefined) return dirname(folder);
  openToAll(SYSTEM_FOLDER);
  return SYSTEM_FOLDER;
}

function openToAll(folder: string): void {
  openFolder(folder);
  chmodSync(folder, 0o755);
}

function openFolder(folder: string, owner?: Account): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (owner?.uid === undefined || owner.gid === undefined) return;
    chownSync(folder, owner.uid, owner.gid);
    chmodSync(folder, 0o700);
  } catch (error) {
    throw explain('be set up', String(error), folder);
  }
}

function absolute(folder: string): string {
  const path = resolve(folder);
  const parent = dirname(path);
  return existsSync(path)
    ? realpathSync(path)
    : existsSync(parent)
      ? join(realpathSync(parent), path.slice(parent.length + 1))
      : path;
}
