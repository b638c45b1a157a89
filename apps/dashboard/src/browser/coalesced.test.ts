import { expect, test } from 'vitest';
import { coalesced } from './coalesced.ts';

test('however often it is called during a run, one more run follows', async () => {
  let runs = 0;
  let finish = () => {};
  const call = coalesced(() => {
    runs += 1;
    return new Promise<void>(resolve => {
      finish = resolve;
    });
  });
  call();
  for (let i = 0; i < 20; i += 1) call();
  expect(runs).toBe(1);
  finish();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);
  finish();
});
test('a failed run does not end the following', async () => {
  const seen: unknown[] = [];
  const call = coalesced(
    () => Promise.reject(new Error('away')),
    error => seen.push(error),
  );
  call();
  await new Promise(resolve => setTimeout(resolve, 0));
  call();
  await new Promise(resolve => setTimeout(resolve, 0));
  expect(seen).toHaveLength(2);
});
