import { isTransient, pgCode } from '@tensiometer/core/log/database.ts';
import { CannotListen } from '@tensiometer/core/runtime/http/serve.ts';
import { describe } from '@tensiometer/core/runtime/lifecycle.ts';
import { CannotStart } from '../postgres/trouble.ts';

/** What happened and what to do about it, in words, for whoever started the program. */
export function explainFailure(error: unknown): string {
  if (error instanceof CannotStart || error instanceof CannotListen) return error.message;
  const message = describe(error);
  if (/ENOSPC|No space left/i.test(message))
    return 'There is no space left on the disk. Free some (a start needs about 200 MB), or set TENSIOMETER_DATA to a folder on another disk.';
  const code = pgCode(error);
  if (code === '28P01' || code === '28000')
    return 'PostgreSQL refused the user or password in DATABASE_URL. Correct it, or unset it to use the embedded database.';
  if (code === '3D000')
    return 'The database that DATABASE_URL names does not exist. Create it (createdb), or unset DATABASE_URL to use the embedded one.';
  if (code === '42501') return `The user in DATABASE_URL may not create tables there: ${message}`;
  if (isTransient(error))
    return `The database cannot be reached: ${message}. Start it, correct DATABASE_URL, or unset it to use the embedded database.`;
  return message;
}
