import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A code file by its path from the root, with slashes. */
export type Source = { path: string; text: string };

const OURS = /^@tensiometer\/(\w+)\/(.+)$/;
const IMPORT =
  /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s*['"]([^'"]+)['"]/gm;

/** Every code file under the folders. */
export function readSources(folders: readonly string[]): Source[] {
  return folders.flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name))
      .filter(path => !path.includes('node_modules'))
      .map(path => ({ path: relative(ROOT, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') })),
  );
}

/** What a file imports: a path from the root for our own files, else the name of the package or `node:` module. */
export function importsOf({ path, text }: Source): { written: string; target: string }[] {
  return [...text.matchAll(IMPORT)].flatMap(match => {
    const written = match[1] ?? match[2] ?? match[3];
    if (written === undefined) return [];
    const [, room, file] = OURS.exec(written) ?? [];
    if (room !== undefined)
      return [{ written, target: `${room === 'core' ? 'packages' : 'apps'}/${room}/src/${file}` }];
    if (written.startsWith('.')) return [{ written, target: posix.join(posix.dirname(path), written) }];
    return [{ written, target: written }];
  });
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

const PURE_NLP = /^(wink-nlp|wink-eng-lite-web-model|chrono-node|eld|i18n-iso-countries)(\/|$)/;
const NODE = /^node:/;
const core = (...folders: string[]) => new RegExp(`^packages/core/src/(${folders.join('|')})/`);
const LOGGING = /^packages\/core\/src\/runtime\/(lifecycle|logging)\.ts$/;

/** What each folder may import. The first folder that a file lies in decides; within its own folder all is allowed. */
const MAY_IMPORT: [folder: string, allowed: RegExp[]][] = [
  ['packages/core/src/domain/coder/', [core('domain'), PURE_NLP]],
  ['packages/core/src/domain/', []],
  ['packages/core/src/wire/', [core('domain'), /^zod$/]],
  ['packages/core/src/log/', [core('domain', 'wire'), LOGGING, NODE, /^(pg|drizzle-orm)(\/|$)/]],
  ['packages/core/src/queue/', [core('domain', 'wire'), LOGGING, NODE, /^(bullmq|ioredis|pg)$/]],
  ['packages/core/src/views/', [core('domain', 'wire', 'log'), LOGGING, /^drizzle-orm(\/|$)/]],
  [
    'packages/core/src/runtime/',
    [core('domain', 'wire', 'log', 'queue'), NODE, /^(zod|pino|prom-client|hono|@hono\/node-server)(\/|$)/],
  ],
  [
    'apps/dashboard/src/browser/',
    [
      core('domain', 'wire'),
      /^packages\/core\/src\/views\/names\.ts$/,
      /^apps\/dashboard\/src\/pages\//,
      /^chart\.js(\/|$)/,
      /^chartjs-plugin-annotation$/,
      /^hono\/jsx(\/|$)/,
    ],
  ],
  ['apps/ingest/', [/^packages\/core\//, NODE, /^[^./]/]],
  ['apps/worker/', [/^packages\/core\//, NODE, /^[^./]/]],
  ['apps/dashboard/', [/^packages\/core\//, NODE, /^[^./]/]],
];

/** Tests may also use the test runner and Node; a test beside the code stays within the rules of its folder. */
const IN_TESTS = /^(vitest|fast-check|node:.*)$/;

/** Imports that go against the rules, as `file -> import`. */
export function forbiddenImports(sources: readonly Source[]): string[] {
  return sources.flatMap(source => {
    const [folder, allowed] = MAY_IMPORT.find(([start]) => source.path.startsWith(start)) ?? [];
    if (folder === undefined || allowed === undefined) return [];
    return importsOf(source)
      .filter(({ target }) => {
        if (target.startsWith(folder) || (isTest(source.path) && IN_TESTS.test(target))) return false;
        const strange = target.startsWith('apps/') && !sameApp(source.path, target);
        return strange || !allowed.some(rule => rule.test(target));
      })
      .map(({ written }) => `${source.path} -> ${written}`);
  });
}

const appOf = (path: string) => path.split('/').slice(0, 2).join('/');
const sameApp = (a: string, b: string) => appOf(a) === appOf(b);

/** Relative imports that leave the package or app they are written in: those go by its name. Tests and scripts may. */
export function climbingImports(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /^(packages|apps)\//.test(path))
    .flatMap(source =>
      importsOf(source)
        .filter(({ written, target }) => written.startsWith('..') && !sameApp(source.path, target))
        .map(({ written }) => `${source.path} -> ${written}`),
    );
}

const MAY_END_PROCESS = /(^|\/)main\.ts$|^packages\/core\/src\/runtime\/main\.ts$|^(scripts|tests)\/|\.test\.tsx?$/;
const PROCESS = /\bprocess\.(env|exit|exitCode|on|once|kill)\b/;

/** Places that read the environment, signals or exit codes and are no `main.ts`, script or test. */
export function processReaders(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !MAY_END_PROCESS.test(path))
    .flatMap(({ path, text }) => {
      const use = PROCESS.exec(text)?.[0];
      return use === undefined ? [] : [`${path} -> ${use}`];
    });
}

/** Reads of the clock or of chance where everything must be a pure function. */
export function impurities(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('packages/core/src/domain/') && !isTest(path))
    .flatMap(({ path, text }) => {
      const use = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bsetTimeout\(|\bprocess\./.exec(
        text,
      )?.[0];
      return use === undefined ? [] : [`${path} -> ${use}`];
    });
}
