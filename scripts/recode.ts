/**
 * `npm run recode -- --coder current|MODULE [--promote]`: reads stored reports again with another coder, beside what counts, and
 * prints what would be different; with `--promote` makes its readings the ones that count. Can be stopped and run again.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CoderInput, CoderVersion, Coding } from '@tensiometer/core/domain/coded-event.ts';
import { type Database, openDatabase } from '@tensiometer/core/log/database.ts';
import {
  differences,
  nextToRecode,
  promote,
  type Recoded,
  recodingProgress,
  saveRecodings,
} from '@tensiometer/core/log/recode.ts';
import { compareCodings } from '@tensiometer/core/views/compare-codings.ts';
import { subjectName } from '@tensiometer/core/views/names.ts';
import { CannotDo, runCommand, say } from './command.ts';
import { showProgress } from './progress.ts';
import { withDatabase } from './with-database.ts';

const SHOWN = 20;

await runCommand(config =>
  withDatabase(config, say, async url => {
    const at = process.argv.indexOf('--coder');
    const which = at < 0 ? undefined : process.argv[at + 1];
    if (which === undefined)
      throw new CannotDo(
        'Name the coder: npm run recode -- --coder current, or the path of a module that exports code(input).',
      );
    const coder = await loadCoder(which);
    const { version } = coder;
    const db = openDatabase(url, { max: 2 });
    try {
      const reading = showProgress('Reading reports again');
      await readAgain(db, coder, (done, of) => reading(done, of, false));
      await report(db, version);
      if (process.argv.includes('--promote')) {
        const progress = showProgress('Promoting');
        const { position, reports } = await promote(db, version, 'operator', done => progress(done, done, false));
        say(
          `${version.name} ${version.version} is promoted at position ${position}; ${reports} reports are read otherwise.`,
        );
        say('Reports that come in are read by the coder that the worker runs: start it with the same one.');
      } else {
        say('Nothing was changed. To make these readings count: the same command with --promote.');
      }
    } finally {
      await db.$client.end();
    }
  }),
);

type Loaded = { code(input: CoderInput): Coding | Promise<Coding>; version: CoderVersion };

async function loadCoder(which: string): Promise<Loaded> {
  if (which === 'current') {
    const { createCoder } = await import('@tensiometer/core/domain/coder/coder.ts');
    return createCoder();
  }
  const module: unknown = await import(pathToFileURL(resolve(which)).href).catch((error: unknown) => {
    throw new CannotDo(
      `${which} cannot be loaded as a coder: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const code = typeof module === 'object' && module !== null && 'code' in module ? module.code : undefined;
  if (typeof code !== 'function') throw new CannotDo(`${which} exports no function code(input).`);
  // The module promises what the workers' threads promise: a coding for an input.
  const loaded = code as Loaded['code'];
  const { coder } = await loaded({ id: '', text: '', titleLength: 0, publishedAt: null, language: null });
  return { code: loaded, version: coder };
}

type Tell = (done: number, of: number) => void;

async function readAgain(db: Database, { code, version }: Loaded, tell: Tell): Promise<void> {
  let { done, of } = await recodingProgress(db, version);
  for (;;) {
    const batch = await nextToRecode(db, version);
    if (batch.length === 0) break;
    const codings: { reportId: string; coding: Coding }[] = [];
    for (const input of batch) codings.push({ reportId: input.id, coding: await code(input) });
    await saveRecodings(db, version, codings);
    done += batch.length;
    of = Math.max(of, done);
    tell(done, of);
  }
  say(`${version.name} ${version.version} has read ${done} reports.`);
}

async function report(db: Database, version: CoderVersion): Promise<void> {
  const counts = { reports: 0, gained: 0, lost: 0, changed: 0 };
  const counted = async function* (): AsyncGenerator<Recoded[]> {
    for await (const batch of differences(db, version)) {
      for (const { before, after } of batch) count(counts, before, after);
      yield batch;
    }
  };
  const { lines, crossings } = await compareCodings(db, counted());
  say(
    `${counts.reports} reports are read otherwise: ${counts.gained} events gained, ${counts.lost} lost, ${counts.changed} changed.`,
  );
  say(`${lines.length} lines of tension would be others.`);
  for (const { subject, day, before, after, days } of lines.slice(0, SHOWN))
    say(
      `  ${subjectName(subject)}: ${before.toFixed(1)} would be ${after.toFixed(1)} on ${day}; different on ${days} days`,
    );
  if (lines.length > SHOWN) say(`  and ${lines.length - SHOWN} more, by less`);
  for (const { subject, comparison, warn, before, after } of crossings)
    say(`  Alert line ${subjectName(subject)} ${comparison} ${warn}: crossed on ${before} days, would be on ${after}`);
  if (crossings.length === 0) say('No alert line would be crossed on other days.');
}

function count(
  counts: { reports: number; gained: number; lost: number; changed: number },
  before: Recoded['before'],
  after: Recoded['after'],
): void {
  const eventsOf = ({ type, data }: Recoded['before']) =>
    new Map(type === 'ReportCoded' && 'events' in data ? data.events.map(event => [event.id, event]) : []);
  const [old, now] = [eventsOf(before), eventsOf(after)];
  counts.reports += 1;
  for (const [id, event] of now) {
    const was = old.get(id);
    if (!was) counts.gained += 1;
    else if (
      JSON.stringify([was.date, was.mode, was.factuality, was.confidence.overall]) !==
      JSON.stringify([event.date, event.mode, event.factuality, event.confidence.overall])
    )
      counts.changed += 1;
  }
  for (const id of old.keys()) if (!now.has(id)) counts.lost += 1;
}
