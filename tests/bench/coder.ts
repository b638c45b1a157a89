import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type CoderPool, createCoderPool } from '../../apps/worker/src/coder-pool.ts';
import { createCoder } from '../../packages/core/src/domain/coder/coder.ts';
import { articles, asInput } from './articles.ts';
import { print, processorMs, quantile } from './figures.ts';

const ARTICLES = 64;
const TIMES = 8;
const ROUNDS = 7;
const WARM_UP = 3;

/** Articles of 400 words a second on one core, growth with the length, what a second thread adds, and memory. */
export async function benchCoder(): Promise<void> {
  const texts = articles(ARTICLES);
  const { second, processorSecond, ratio } = await onOneCore(texts);
  print('coder', {
    'articles of 400 words a second': `${second.toFixed(0)} (bar 300)`,
    'a second of processor time': processorSecond.toFixed(0),
    'time at 8 times the length, as a ratio': `${ratio.toFixed(1)} (bar 10)`,
  });
  const { one, two, ratio: gain } = await onThreads(texts);
  print('coder pool', {
    'articles a second on one thread': one.toFixed(0),
    'on two': two.toFixed(0),
    'as a ratio': `${gain.toFixed(2)} (bar 1.7)`,
  });
  print('coder memory', { 'added to a fresh process': `${((await addedMemory()) / 1e6).toFixed(0)} MB (bar 250)` });
}

async function onOneCore(texts: string[]): Promise<{ second: number; processorSecond: number; ratio: number }> {
  const coder = await createCoder();
  const code = (text: string) => coder.code(asInput(text));
  // Eight articles in one, so that both sides of the ratio read the same words.
  const long = Array.from({ length: Math.floor(texts.length / TIMES) }, (_, n) =>
    texts.slice(n * TIMES, (n + 1) * TIMES).join('\n\n'),
  );
  for (let i = 0; i < WARM_UP; i += 1) for (const text of [...texts, ...long]) code(text);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const processor = processorMs(() => texts.forEach(code));
    const elapsed = performance.now() - start;
    return { elapsed, processor, long: processorMs(() => long.forEach(code)) };
  });
  const median = (of: (round: (typeof rounds)[number]) => number) => quantile(rounds.map(of), 0.5);
  return {
    second: (1000 * texts.length) / median(round => round.elapsed),
    processorSecond: (1000 * texts.length) / median(round => round.processor),
    ratio: TIMES * median(round => round.long / round.processor),
  };
}

/** Articles a second that the worker's pool reads on one thread and on two, and what the second thread gives. */
async function onThreads(texts: string[]): Promise<{ one: number; two: number; ratio: number }> {
  const pools = [1, 2].map(threads => createCoderPool({ threads, timeLimitMs: 60_000 }));
  const round = async (pool: CoderPool) => {
    const start = performance.now();
    await Promise.all(texts.map(text => pool.code(asInput(text))));
    return (1000 * texts.length) / (performance.now() - start);
  };
  // The pools take turns, so that whatever else the machine does is the same for both.
  const turn = async () => {
    const rates: number[] = [];
    for (const pool of pools) rates.push(await round(pool));
    return { one: rates[0] ?? Number.NaN, two: rates[1] ?? Number.NaN };
  };
  try {
    for (let i = 0; i < 2 * WARM_UP; i += 1) await turn();
    const rounds: { one: number; two: number }[] = [];
    for (let i = 0; i < ROUNDS; i += 1) rounds.push(await turn());
    const median = (of: (round: { one: number; two: number }) => number) => quantile(rounds.map(of), 0.5);
    return { one: median(({ one }) => one), two: median(({ two }) => two), ratio: median(({ one, two }) => two / one) };
  } finally {
    await Promise.all(pools.map(pool => pool.close()));
  }
}

/** Bytes of resident set that loading the coder and coding 200 articles add, at their highest. */
async function addedMemory(): Promise<number> {
  const script = fileURLToPath(new URL('./coder-memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
  return Number(stdout);
}
