import { afterAll, describe, expect, test } from 'vitest';
import { createCoderPool } from '../../apps/worker/src/coder-pool.ts';

const obedient = new URL('./support/obedient-thread.mjs', import.meta.url);
const report = (id: string, text: string) => ({ id, text, titleLength: 0, publishedAt: null, language: null });

describe('a pool with one thread', () => {
  const pool = createCoderPool({ threads: 1, timeLimitMs: 400, module: obedient });
  afterAll(() => pool.close());

  test('reads what can be read', async () => {
    await pool.warm();
    expect(await pool.code(report('a', 'fine'))).toEqual({ id: 'a' });
  });

  test.each([
    ['hang', 'too-slow'],
    ['spin', 'too-slow'],
    ['throw', 'coder-error'],
    ['exit', 'coder-crashed'],
  ])('ends a report that makes it %s, as %s, and reads the next', async (text, reason) => {
    await expect(pool.code(report('bad', text))).rejects.toMatchObject({ name: 'CodingFailed', reason });
    expect(await pool.code(report('next', 'fine'))).toEqual({ id: 'next' });
  });

  test('reads those that waited behind one that hangs', async () => {
    const bad = pool.code(report('bad', 'hang')).catch(error => error.reason);
    const waiting = ['b', 'c', 'd'].map(id => pool.code(report(id, 'slow')));
    expect(await bad).toBe('too-slow');
    expect(await Promise.all(waiting)).toEqual([{ id: 'b' }, { id: 'c' }, { id: 'd' }]);
  });

  test('counts no waiting as reading time', async () => {
    const many = Array.from({ length: 10 }, (_, n) => pool.code(report(String(n), 'slow')));
    expect(await Promise.all(many)).toHaveLength(10);
  });
});

test('a thread that died is followed by one that may take its time to load, which is not the next report’s', async () => {
  const slow = new URL('./support/slow-start-thread.mjs', import.meta.url);
  const pool = createCoderPool({ threads: 1, timeLimitMs: 400, module: slow });
  await pool.warm();
  for (const text of ['exit', 'spin']) {
    await expect(pool.code(report('bad', text))).rejects.toMatchObject({ name: 'CodingFailed' });
    expect(await pool.code(report('next', 'fine'))).toEqual({ id: 'next' });
  }
  await pool.close();
});
