/** `npm run rebuild [-- --roll-back]`: folds the log into new tables and makes them the live ones, or goes back. */
import { openDatabase } from '@tensiometer/core/log/database.ts';
import { rebuild, rollBack } from '@tensiometer/core/views/rebuild.ts';
import { runCommand, say } from './command.ts';
import { showProgress } from './progress.ts';
import { withDatabase } from './with-database.ts';

await runCommand(config =>
  withDatabase(config, say, async url => {
    const back = process.argv.includes('--roll-back');
    const db = openDatabase(url, { max: 2 });
    try {
      const { version, position } = await (back ? rollBack : rebuild)(db, showProgress('Reading the log'));
      say(
        `Version ${version} of the views is live, up to position ${position}. The one before stands by: npm run rebuild -- --roll-back`,
      );
    } finally {
      await db.$client.end();
    }
  }),
);
