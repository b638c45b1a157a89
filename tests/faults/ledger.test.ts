import { expect, test } from 'vitest';
import { backends } from '../setup/backends.ts';
import { report, runLedger } from './run-ledger.ts';

const REPORTS = 2_000;

test.each(backends)(
  `on %s, ${REPORTS} reports while processes, database and queue are broken: nothing is lost, nothing counts twice`,
  async backend => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const say = (line: string) => process.stderr.write(`${line}\n`);
    say(`${backend}: seed ${seed}`);
    const result = await runLedger({
      backend,
      reports: REPORTS,
      rate: 80,
      faults: 10,
      quietMs: 1_500,
      seed,
      poisonEvery: 700,
      long: false,
      say,
    });
    say(report(result));
    const { lost, unexpected, duplicated, failedButCounted, mismatch, counted, parked, acknowledged } = result;
    expect({ lost, unexpected, duplicated, failedButCounted, mismatch }, result.notes.join('\n')).toEqual({
      lost: 0,
      unexpected: 0,
      duplicated: 0,
      failedButCounted: 0,
      mismatch: 0,
    });
    expect(acknowledged).toBe(REPORTS);
    expect(counted + parked).toBe(REPORTS);
  },
  280_000,
);
