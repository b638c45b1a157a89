/** `npm run bench [-- name …]`: runs the benches, or those named, each on a system of its own, and prints what it measured. */
import { benchAppend } from './append.ts';
import { benchCoder } from './coder.ts';
import { benchCoderGrowth } from './coder-growth.ts';
import { benchLive } from './live.ts';
import { benchMemory } from './memory.ts';
import { benchNotify } from './notify.ts';
import { benchPage } from './page.ts';
import { benchPipeline } from './pipeline.ts';
import { benchPush } from './push.ts';
import { benchRead } from './read.ts';
import { benchReaders } from './readers.ts';
import { benchRebuild } from './rebuild.ts';
import { benchTail } from './tail.ts';

const benches: Record<string, () => Promise<void>> = {
  push: benchPush,
  page: benchPage,
  notify: benchNotify,
  coder: benchCoder,
  'coder-growth': benchCoderGrowth,
  memory: benchMemory,
  live: benchLive,
  append: benchAppend,
  rebuild: benchRebuild,
  pipeline: benchPipeline,
  readers: benchReaders,
  tail: benchTail,
  read: benchRead,
};
const asked = process.argv.slice(2);
const unknown = asked.filter(name => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench "${unknown.join('", "')}". There is: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches)) if (asked.length === 0 || asked.includes(name)) await bench();
