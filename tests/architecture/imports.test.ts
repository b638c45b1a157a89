import { describe, expect, test } from 'vitest';
import {
  climbingImports,
  forbiddenImports,
  importsOf,
  impurities,
  isTest,
  processReaders,
  readSources,
  type Source,
} from './imports.ts';

const sources = readSources(['packages', 'apps', 'scripts', 'tests']);
const code = sources.filter(({ path }) => !isTest(path));

test('the rules are tried on all the code', () => {
  expect(sources.length).toBeGreaterThan(150);
  expect(sources.flatMap(importsOf).length).toBeGreaterThan(500);
});

describe('the code keeps to its rooms', () => {
  test('no file imports what its folder may not know', () => {
    expect(forbiddenImports(sources)).toEqual([]);
  });

  test('no package or app is entered by a relative path', () => {
    expect(climbingImports(sources)).toEqual([]);
  });

  test('only main files, scripts and tests know the process', () => {
    expect(processReaders(sources)).toEqual([]);
  });

  test('the domain reads neither clock nor chance', () => {
    expect(impurities(sources)).toEqual([]);
  });

  test('there are no barrels', () => {
    expect(sources.map(({ path }) => path).filter(path => /(^|\/)index\.(ts|tsx|mjs)$/.test(path))).toEqual([]);
  });

  test('no code file is over 300 lines', () => {
    const long = code.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > 300 && !isData(path) ? [`${path}: ${lines} lines`] : [];
    });
    expect(long).toEqual([]);
  });
});

/** Sentences that a test compares with, written as code so that they are checked. */
function isData(path: string): boolean {
  return /\/fixtures\//.test(path);
}

describe('a planted violation is caught', () => {
  const plant = (path: string, text: string): Source[] => [{ path, text }];

  test.each([
    ['packages/core/src/domain/tension.ts', `import { createHash } from 'node:crypto';`],
    ['packages/core/src/domain/tension.ts', `import { z } from 'zod';`],
    ['packages/core/src/domain/tension.ts', `import nlp from 'wink-nlp';`],
    ['packages/core/src/domain/tension.ts', `import type { Database } from '../log/database.ts';`],
    ['packages/core/src/domain/tension.ts', `import type {\n  Database,\n  Executor,\n} from '../log/database.ts';`],
    ['packages/core/src/domain/tension.ts', `export { append } from '../log/append.ts';`],
    ['packages/core/src/domain/tension.ts', `export * from '../wire/text.ts';`],
    ['packages/core/src/domain/tension.ts', `const late = await import('../log/append.ts');`],
    ['packages/core/src/domain/tension.ts', `import '../log/append.ts';`],
    ['packages/core/src/domain/coder/coder.ts', `import { readFileSync } from 'node:fs';`],
    ['packages/core/src/domain/coder/coder.ts', `import pg from 'pg';`],
    ['packages/core/src/wire/text.ts', `import { append } from '../log/append.ts';`],
    ['packages/core/src/log/append.ts', `import { project } from '../views/project.ts';`],
    ['packages/core/src/log/append.ts', `import { readConfig } from '../runtime/env.ts';`],
    ['packages/core/src/queue/backend.ts', `import { append } from '../log/append.ts';`],
    ['packages/core/src/views/fold.ts', `import { Queue } from 'bullmq';`],
    ['packages/core/src/runtime/env.ts', `import { createIngest } from '@tensiometer/ingest/app.ts';`],
    ['apps/ingest/src/app.ts', `import { createWorker } from '../../worker/src/app.ts';`],
    ['apps/dashboard/src/browser/main.ts', `import { sql } from 'drizzle-orm';`],
    ['apps/dashboard/src/browser/main.ts', `import { append } from '@tensiometer/core/log/append.ts';`],
    ['apps/dashboard/src/browser/main.ts', `import { hub } from '../live/hub.ts';`],
    ['apps/dashboard/src/browser/main.ts', `import { readFileSync } from 'node:fs';`],
  ])('%s with %s', (path, text) => {
    expect(forbiddenImports(plant(path, text))).toEqual([expect.stringMatching(`^${path} -> `)]);
  });

  test.each([
    ['packages/core/src/domain/tension.ts', `import { addDays } from './day.ts';`],
    ['packages/core/src/domain/coder/coder.ts', `import nlp from 'wink-nlp';`],
    ['packages/core/src/domain/tension.test.ts', `import { test } from 'vitest';`],
    ['apps/worker/src/app.ts', `import { append } from '@tensiometer/core/log/append.ts';`],
    ['apps/dashboard/src/browser/main.ts', `import { subjectName } from '@tensiometer/core/views/names.ts';`],
  ])('while %s may have %s', (path, text) => {
    expect(forbiddenImports(plant(path, text))).toEqual([]);
  });

  test('an app by the name of another', () => {
    const text = `import { createWorker } from '@tensiometer/worker/app.ts';`;
    expect(forbiddenImports(plant('apps/ingest/src/app.ts', text))).toHaveLength(1);
  });

  test('a way out of the package, the environment, the clock', () => {
    const climb = plant('apps/ingest/src/app.ts', `import { x } from '../../../packages/core/src/log/append.ts';`);
    expect(climbingImports(climb)).toEqual(['apps/ingest/src/app.ts -> ../../../packages/core/src/log/append.ts']);
    expect(processReaders(plant('apps/ingest/src/app.ts', 'const url = process.env.URL;'))).toHaveLength(1);
    expect(processReaders(plant('packages/core/src/log/append.ts', `process.once('SIGTERM', stop);`))).toHaveLength(1);
    expect(processReaders(plant('apps/ingest/src/main.ts', 'process.exit(1);'))).toEqual([]);
    expect(impurities(plant('packages/core/src/domain/day.ts', 'const now = Date.now();'))).toHaveLength(1);
  });
});
