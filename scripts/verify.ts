import { openDatabase } from '@tensiometer/core/log/database.ts';
import { verify } from '@tensiometer/core/views/rebuild.ts';
import { runCommand, say } from './command.ts';
import { showProgress } from './progress.ts';
import { withDatabase } from './with-database.ts';

await runCommand(config =>
  withDatabase(config, say, async url => {
    const db = openDatabase(url, { max: 1 });
    try {
      const { position, tables, gapless, equal } = await verify(db, showProgress('Reading the log'));
      say(`Log: positions 1 to ${position}, ${gapless ? 'without a gap' : 'WITH GAPS'}`);
      for (const { table, rows, live, rebuilt, equal: same } of tables) {
        say(
          `${table.padEnd(14)} ${String(rows).padStart(8)} rows  ${live.slice(0, 16)}  ${same ? 'equal' : `DIFFERS from ${rebuilt.slice(0, 16)}`}`,
        );
      }
      say(
        equal
          ? 'equal: the views are what the log says'
          : 'NOT equal: run npm run rebuild, and look for what changed the tables',
      );
      if (!equal) process.exitCode = 1;
    } finally {
      await db.$client.end();
    }
  }),
);
