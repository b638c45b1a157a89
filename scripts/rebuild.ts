import { openDatabase } from '@tensiometer/core/log/database.ts';
import { rebuild } from '@tensiometer/core/views/rebuild.ts';
import { runCommand, say } from './command.ts';
import { showProgress } from './progress.ts';
import { withDatabase } from './with-database.ts';

await runCommand(config =>
  withDatabase(config, say, async url => {
    const db = openDatabase(url, { max: 1 });
    try {
      say(
        `The views were made again from the log, up to position ${await rebuild(db, showProgress('Reading the log'))}.`,
      );
    } finally {
      await db.$client.end();
    }
  }),
);
