import { expect, test } from 'vitest';
import { readActLink, writeActLink } from './act-links.ts';
import { createVault } from './vault.ts';

const vault = createVault('a key');
const link = {
  act: 'silence',
  alertId: '3f0a1f9c-8f4e-5b6a-9d2c-1c2b3a4d5e6f',
  channelId: 'desk_1-a',
  until: 1_800_000_000_000,
} as const;

test('a link says again what was written into it', () => {
  expect(readActLink(vault, writeActLink(vault, link), link.until - 1)).toEqual(link);
});

test('a link that has run out, was changed in any character, or is of another installation does nothing', () => {
  const text = writeActLink(vault, link);
  expect(readActLink(vault, text, link.until)).toBeNull();
  expect(readActLink(createVault('another'), text, 0)).toBeNull();
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === 'a' ? 'b' : 'a';
    expect(readActLink(vault, text.slice(0, at) + other + text.slice(at + 1), 0)).toBeNull();
  }
  expect(readActLink(vault, text.replace('silence', 'acknowledge'), 0)).toBeNull();
});

test.each(['', '.', 'silence', 'a.b.c.d.e', `${'x'.repeat(10_000)}.y`])('%s is no link', text => {
  expect(readActLink(vault, text, 0)).toBeNull();
});
