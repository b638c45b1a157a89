import { expect, test } from 'vitest';
import { passwordBody } from './commands.ts';

test.each([
  ['sufficient', true],
  ['short', false],
  ['x'.repeat(1_025), false],
])('the password %j is accepted: %s', (password, ok) => {
  expect(passwordBody.safeParse({ password }).success).toBe(ok);
});
