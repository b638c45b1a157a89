import { expect, test } from 'vitest';
import { createTurns, Stopping } from './turns.ts';

test('as many as there are places are let in, the others in the order they came', async () => {
  const turns = createTurns(2);
  const entered: number[] = [];
  const all = [1, 2, 3, 4].map(async n => {
    const give = await turns.take();
    entered.push(n);
    return give;
  });
  const [first, second] = await Promise.all(all.slice(0, 2));
  expect(entered).toEqual([1, 2]);
  first?.();
  await all[2];
  second?.();
  await all[3];
  expect(entered).toEqual([1, 2, 3, 4]);
});

test('a place that is given back twice is one place', async () => {
  const turns = createTurns(1);
  const give = await turns.take();
  give();
  give();
  await turns.take();
  const third = turns.take();
  turns.close();
  await expect(third).rejects.toThrow(Stopping);
});

test('once closed, who waits and who comes is sent away, and who is in may finish', async () => {
  const turns = createTurns(1);
  const give = await turns.take();
  const waiting = turns.take();
  turns.close();
  await expect(waiting).rejects.toThrow(Stopping);
  await expect(turns.take()).rejects.toThrow(Stopping);
  give();
  await expect(turns.take()).rejects.toThrow(Stopping);
});
