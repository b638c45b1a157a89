/** `npm run verify [-- --anchor POSITION:SEAL]`: looks at the log and folds it a second time beside the live views. */
import type { Anchor } from '@tensiometer/core/log/audit.ts';
import { openDatabase } from '@tensiometer/core/log/database.ts';
import { verify } from '@tensiometer/core/views/verify.ts';
import { CannotDo, runCommand, say } from './command.ts';
import { showProgress } from './progress.ts';
import { withDatabase } from './with-database.ts';

await runCommand(config =>
  withDatabase(config, say, async url => {
    const anchor = readAnchor(process.argv.slice(2));
    const db = openDatabase(url, { max: 2 });
    try {
      const { version, position, tables, log, equal } = await verify(db, showProgress('Reading the log'), anchor);
      say(`Log: ${log.events} events, ${log.findings.length === 0 ? 'sound' : 'NOT SOUND'}`);
      for (const { check, position: at, detail } of log.findings)
        say(`  ${check}${at === null ? '' : `, position ${at}`}: ${detail}`);
      say(`Head: ${log.head.position}:${log.head.seal}`);
      say(`Views: version ${version}, up to position ${position}`);
      for (const { table, rows, live, rebuilt, equal: same } of tables) {
        say(
          `${table.padEnd(16)} ${String(rows).padStart(8)} rows  ${live.slice(0, 16)}  ${same ? 'equal' : `DIFFERS from ${rebuilt.slice(0, 16)}`}`,
        );
      }
      say(
        equal
          ? 'equal: the log is sound and the views are what it says'
          : log.findings.length > 0
            ? 'NOT sound: the log is not as it was recorded; compare it with a backup from the first place named above'
            : 'NOT equal: run npm run rebuild, and look for what changed the tables',
      );
      if (!equal) process.exitCode = 1;
    } finally {
      await db.$client.end();
    }
  }),
);

/** The anchor of the arguments: the head that an earlier verification printed. */
function readAnchor(args: readonly string[]): Anchor | null {
  const at = args.indexOf('--anchor');
  if (at < 0) return null;
  const [, position, seal] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(args[at + 1] ?? '') ?? [];
  if (position === undefined || seal === undefined)
    throw new CannotDo(
      '--anchor takes the head that an earlier npm run verify printed: a position, a colon, 64 digits.',
    );
  return { position: Number(position), seal };
}
