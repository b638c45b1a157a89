import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Loss } from './readers.ts';

const run = promisify(execFile);
const VERSION = '0.42.0';

/** What runs in a folder of its own, with the published package: its appends, its consumer, nothing of ours. */
const PROGRAM = `
import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
const [url, writers, seconds] = process.argv.slice(2);
const store = getPostgreSQLEventStore(url);
await store.schema.migrate();
const seen = new Set();
const consumer = postgreSQLEventStoreConsumer({ connectionString: url, pulling: { batchSize: 100, pullingFrequencyInMs: 2 } });
consumer.reactor({ processorId: 'counting', eachMessage: message => void seen.add(message.data.id) });
void consumer.start();
const until = Date.now() + 1000 * Number(seconds);
let n = 0;
await Promise.all(Array.from({ length: Number(writers) }, async (_, writer) => {
  while (Date.now() < until) {
    const id = n++;
    await store.appendToStream('stream-' + writer + '-' + (id % 100), [{ type: 'Counted', data: { id } }]);
  }
}));
for (let size = -1; size !== seen.size; await new Promise(done => setTimeout(done, 2000))) size = seen.size;
process.stdout.write(JSON.stringify({ committed: n, lost: n - seen.size }));
process.exit(0);
`;

/** Measures Emmett's published PostgreSQL store; null when it cannot be installed here. */
export async function measureEmmett(url: string, writers: number, seconds: number): Promise<Loss | null> {
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-emmett-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    writeFileSync(join(folder, 'program.js'), PROGRAM);
    const packages = [`@event-driven-io/emmett@${VERSION}`, `@event-driven-io/emmett-postgresql@${VERSION}`];
    try {
      await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, timeout: 120_000 });
    } catch {
      return null;
    }
    const { stdout } = await run(process.execPath, ['program.js', url, String(writers), String(seconds)], {
      cwd: folder,
      timeout: 120_000,
    });
    // Our own program's last line, in this shape.
    return JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as Loss;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
