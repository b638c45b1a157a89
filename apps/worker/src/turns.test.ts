import { expect, test } from 'vitest';
import { createReadAhead, createTurns, Stopping } from './turns.ts';

test('as many as there are places are let in, the others in the order they came', async () => {
  const turns = createTurns(() => 2);
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
  const turns = createTurns(() => 1);
  const give = await turns.take();
  give();
  give();
  await turns.take();
  const third = turns.take();
  turns.close();
  await expect(third).rejects.toThrow(Stopping);
});

test('once closed, who waits and who comes is sent away, and who is in may finish', async () => {
  const turns = createTurns(() => 1);
  const give = await turns.take();
  const waiting = turns.take();
  turns.close();
  await expect(waiting).rejects.toThrow(Stopping);
  await expect(turns.take()).rejects.toThrow(Stopping);
  give();
  await expect(turns.take()).rejects.toThrow(Stopping);
});

test('more are let in as soon as there are more places', async () => {
  let places = 1;
  const turns = createTurns(() => places);
  const give = await turns.take();
  const others = [turns.take(), turns.take()];
  places = 3;
  give();
  await Promise.all(others);
});

test('what is read fast is taken many at a time, what is read slowly one a thread', () => {
  const ahead = createReadAhead(2, 50, 0.1);
  expect(ahead.places()).toBe(2);
  for (let n = 0; n < 200; n += 1) ahead.took(0.011);
  expect(ahead.places()).toBe(18);
  for (let n = 0; n < 100; n += 1) ahead.took(0);
  expect(ahead.places()).toBe(50);
  for (let n = 0; n < 100; n += 1) ahead.took(3);
  expect(ahead.places()).toBe(2);
});
