/** A start that failed for a reason that the person in front of it can act on; `message` is one plain sentence. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}

/** What to do instead of the database that comes with the project. */
export const USE_YOUR_OWN =
  'or set DATABASE_URL to a PostgreSQL (14 or newer) of your own, such as postgres://user:password@localhost:5432/tensiometer';

/** Turns what PostgreSQL or the file system said into a sentence that says what to do. */
export function explain(doing: string, said: string, folder: string): CannotStart {
  const tail = said.trim().split('\n').slice(-6).join('\n  ');
  if (/No space left|ENOSPC|Disk quota exceeded|EDQUOT/i.test(said)) {
    return new CannotStart(
      `The disk that holds ${folder} is full: free at least 200 MB and start again, ${USE_YOUR_OWN}.`,
    );
  }
  if (/EROFS|Read-only file system/i.test(said)) {
    return new CannotStart(
      `${folder} is on a read-only disk: set TENSIOMETER_DATA to a folder that can be written, ${USE_YOUR_OWN}.`,
    );
  }
  if (/EPERM.*chown/i.test(said) && process.getuid?.() === 0) {
    return new CannotStart(
      `PostgreSQL does not run as root, and root may not hand files to another user here: start Tensiometer as an ordinary user, ${USE_YOUR_OWN}.`,
    );
  }
  if (/EACCES|EPERM|Permission denied|Operation not permitted|has wrong ownership|invalid permissions/i.test(said)) {
    return new CannotStart(
      `${folder} cannot be used by this user: give it to you (chown -R) or set TENSIOMETER_DATA to a folder of yours, ${USE_YOUR_OWN}.\n  ${tail}`,
    );
  }
  if (/could not look up effective user ID/i.test(said)) {
    return new CannotStart(
      `PostgreSQL needs a user that this system knows by name: give this user id a line in /etc/passwd, ${USE_YOUR_OWN}.`,
    );
  }
  if (/could not map anonymous shared memory|Cannot allocate memory|ENOMEM/i.test(said)) {
    return new CannotStart(
      `There is too little memory for PostgreSQL (it needs about 150 MB): free some and start again, ${USE_YOUR_OWN}.`,
    );
  }
  return new CannotStart(`PostgreSQL could not ${doing} in ${folder}, ${USE_YOUR_OWN}. It said:\n  ${tail}`);
}

/** Code of a system error such as `ENOENT`; empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
