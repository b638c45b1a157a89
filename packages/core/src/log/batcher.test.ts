import { expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';

test('a single item runs at once; what comes meanwhile runs together, in order, and each gets its own answer', async () => {
  const batches: number[][] = [];
  let open = () => {};
  const gate = new Promise<void>(resolve => {
    open = resolve;
  });
  const double = createBatcher(async (items: number[]) => {
    batches.push(items);
    if (batches.length === 1) await gate;
    return items.map(item => item * 2);
  });
  const answers = [double.add(1), double.add(2), double.add(3)];
  open();
  expect(await Promise.all(answers)).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1], [2, 3]]);
});

test('no batch is larger than the limit', async () => {
  const sizes: number[] = [];
  const echo = createBatcher(
    async (items: number[]) => {
      sizes.push(items.length);
      return items;
    },
    { max: 3 },
  );
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(echo.add));
  expect(Math.max(...sizes)).toBe(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(8);
});

test('an item that cannot be stored fails alone', async () => {
  const store = createBatcher(async (items: number[]) => {
    if (items.includes(13)) throw new Error('bad item');
    return items;
  });
  const results = await Promise.allSettled([1, 2, 13, 4, 5].map(store.add));
  expect(results.map(result => result.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

test('when the database is away all of the batch fail, once', async () => {
  let runs = 0;
  const store = createBatcher(async (_: number[]): Promise<number[]> => {
    runs += 1;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  });
  const results = await Promise.allSettled([1, 2, 3].map(store.add));
  expect(results.every(result => result.status === 'rejected')).toBe(true);
  expect(runs).toBe(2);
});

test('a batch holds no more bytes than it may, and an item that is larger runs alone', async () => {
  const batches: number[][] = [];
  const store = createBatcher(
    async (items: number[]) => {
      batches.push(items);
      return items;
    },
    { maxBytes: 10, sizeOf: item => item },
  );
  await Promise.all([1, 4, 5, 6, 30, 2].map(store.add));
  expect(batches).toEqual([[1], [4, 5], [6], [30], [2]]);
});

test('is drained when everything that waited was run', async () => {
  const done: number[] = [];
  const store = createBatcher(async (items: number[]) => {
    await Promise.resolve();
    done.push(...items);
    return items;
  });
  const answers = [1, 2, 3].map(store.add);
  await store.drained();
  expect(done).toEqual([1, 2, 3]);
  expect(store.waiting()).toBe(0);
  await Promise.all(answers);
});
