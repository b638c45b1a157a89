/** `npm run faults -- --minutes N [--backend redis|postgres] [--seed N] [--rate N]`: the ledger harness in its long form. */
import type { BackendName } from '../setup/backends.ts';
import { report, runLedger } from './run-ledger.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function option(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

const minutes = Number(option('minutes') ?? 5);
const rate = Number(option('rate') ?? 90);
const seed = Number(option('seed') ?? Math.floor(Math.random() * 2 ** 31));
const asked = option('backend');
const backends: BackendName[] = asked === 'redis' || asked === 'postgres' ? [asked] : ['postgres', 'redis'];
if (!(minutes > 0) || !(rate > 0)) {
  say('Say how long: npm run faults -- --minutes 5 [--backend redis|postgres] [--seed 1] [--rate 90]');
  process.exit(2);
}
let sound = true;
for (const backend of backends) {
  const reports = Math.round(minutes * 60 * rate);
  say(`\n${backend}: ${reports} reports at ${rate} a second at most, seed ${seed}`);
  const result = await runLedger({
    backend,
    reports,
    rate,
    faults: Math.max(20, Math.round(minutes * 5)),
    quietMs: 3_000,
    seed,
    poisonEvery: Math.max(500, Math.round(reports / 12)),
    long: true,
    say,
  });
  say(report(result));
  const { lost, unexpected, duplicated, failedButCounted, mismatch } = result;
  sound &&= lost + unexpected + duplicated + failedButCounted + mismatch === 0;
}
process.exit(sound ? 0 : 1);
