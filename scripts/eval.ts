/**
 * Scores the coder: the dev sets in the folder beside the project, our own held-out sentences, the trap suite and the
 * seed report. The report goes to standard output, progress to standard error; nothing is trained or chosen here.
 */

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCoder } from '@tensiometer/core/domain/coder/coder.ts';
import { type Context, contextOf, recording } from './eval/context.ts';
import { scoreDeterminism } from './eval/determinism.ts';
import type { SetReport } from './eval/figures.ts';
import { scoreGsr } from './eval/gsr.ts';
import { scoreHuffpost } from './eval/huffpost.ts';
import { BadOption, readOptions } from './eval/options.ts';
import { scoreOwn } from './eval/own.ts';
import { scorePetrarch } from './eval/petrarch.ts';
import { scorePlv } from './eval/plv.ts';
import { asJson, printBars, printReport } from './eval/print.ts';
import { MissingSet } from './eval/records.ts';
import { scoreSeed } from './eval/seed.ts';
import { scoreThreatAct } from './eval/threat-act.ts';
import { scoreTraps } from './eval/traps.ts';

const SETS: Record<string, (context: Context) => SetReport> = {
  plv: scorePlv,
  gsr: scoreGsr,
  huffpost: scoreHuffpost,
  'threat-act': scoreThreatAct,
  petrarch: scorePetrarch,
  own: scoreOwn,
  traps: scoreTraps,
  seed: scoreSeed,
};
const DETERMINISM = 'determinism';
const FOLDER = fileURLToPath(new URL('../../shared/eval', import.meta.url));

const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Tells about twice a second how far a set is. */
function progressOf(name: string): Context['progress'] {
  let told = Date.now();
  return (done, of) => {
    if (Date.now() - told < 500) return;
    told = Date.now();
    tell(`${name} … ${done} of ${of}`);
  };
}

async function run(args: readonly string[]): Promise<void> {
  const { only, folder, json } = readOptions(args, [...Object.keys(SETS), DETERMINISM], FOLDER);
  const coder = await createCoder();
  const { coder: recorder, recorded } = recording(coder);
  const reports = new Map<string, SetReport>();
  const missing: string[] = [];
  const show = (name: string, report: SetReport) => {
    reports.set(name, report);
    process.stdout.write(`${printReport(report)}\n`);
  };
  process.stdout.write(`${Object.values(coder.version).join(' ')}\n\n`);
  for (const [name, score] of Object.entries(SETS)) {
    if (!only.includes(name)) continue;
    const start = performance.now();
    try {
      show(name, score(contextOf(recorder, resolve(folder), progressOf(name))));
      tell(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    } catch (error) {
      if (!(error instanceof MissingSet)) throw error;
      missing.push(`${name} was not scored: ${error.message}`);
    }
  }
  if (only.includes(DETERMINISM)) {
    show(DETERMINISM, scoreDeterminism(await createCoder(), recorded, progressOf(DETERMINISM)));
  }
  process.stdout.write(printBars(reports));
  if (json !== null) await writeFile(json, asJson(coder.version, reports));
  for (const line of missing) tell(line);
  if (missing.length > 0) {
    tell('The dev sets lie in a folder beside the project, or where --folder says; own and traps run without them.');
    process.exitCode = 1;
  }
}

// A reader such as head may close the pipe early; what is left to say is then of no use to anyone.
process.stdout.once('error', () => process.exit());
try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BadOption)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
