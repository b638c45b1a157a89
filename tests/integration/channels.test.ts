import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findChannel,
  listChannels,
  openSettings,
  removeChannel,
  setChannel,
} from '../../packages/core/src/log/channels.ts';
import { readStream } from '../../packages/core/src/log/read.ts';
import { createVault } from '../../packages/core/src/log/vault.ts';
import { parseChannelBody } from '../../packages/core/src/wire/channel.ts';
import { count, NOW, openTestLog, type TestLog } from './support/log.ts';
import { bodyOf, haveChannel, vault } from './support/outbox.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

const by = { userId: 'operator', now: NOW };
const SECRETS = {
  webhook: { url: 'https://hooks.example/s3cret-path?token=s3cret-token' },
  slack: { url: 'https://hooks.slack.com/services/T0/B0/s3cret-slack' },
  discord: { url: 'https://discord.com/api/webhooks/1/s3cret-discord' },
  teams: { url: 'https://x.logic.azure.com/workflows/s3cret-teams' },
  alertmanager: { url: 'https://am.example/s3cret-am' },
  telegram: { token: '123456:s3cret-telegram-token-aa', chat: '-100200300' },
  email: { to: ['s3cret-person@example.org', 'other@example.org'] },
};

test('nothing that opens a channel stands in the log, in the tables of channels, or in what the API answers', async () => {
  for (const [kind, settings] of Object.entries(SECRETS)) {
    const set = await setChannel(log.db, vault, kind, bodyOf({ kind, name: kind, ...settings }), by);
    expect(set.ok ? set.created : set.detail).toBe(true);
    if (set.ok) expect(JSON.stringify(set.channel)).not.toContain('s3cret');
    expect(JSON.stringify(await openSettings(log.db, vault, kind))).toContain('s3cret');
  }
  for (const table of ['events', 'channels', 'channel_secrets']) {
    const { rows } = await log.db.$client.query<{ row: string }>(`select t::text as row from ${table} t`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(it => it.row).join()).not.toContain('s3cret');
    expect(rows.map(it => it.row).join()).not.toContain(Buffer.from('s3cret').toString('hex'));
  }
  expect((await listChannels(log.db)).map(it => it.place)).toEqual([
    'am.example',
    'discord.com',
    '2 at example.org',
    'hooks.slack.com',
    'x.logic.azure.com',
    'api.telegram.org',
    'hooks.example',
  ]);
});

test('the key of another installation opens nothing, and neither does a changed seal', async () => {
  expect(await openSettings(log.db, createVault('another key'), 'slack')).toBeNull();
  const sealed = vault.seal('text');
  expect(vault.open(sealed)).toBe('text');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(vault.open(changed)).toBeNull();
  }
  expect(vault.open(Buffer.alloc(3))).toBeNull();
});

describe('a webhook', () => {
  test('shows its signing secret when it is made and never again', async () => {
    expect(await haveChannel(log.db, 'signed')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await haveChannel(log.db, 'signed', { name: 'Other name' })).toBeNull();
  });
  test('signs with the former secret for another day when it gets a new one', async () => {
    const first = await haveChannel(log.db, 'renewed');
    const second = await haveChannel(log.db, 'renewed', { renewSecret: true });
    expect(second).not.toBe(first);
    expect(await openSettings(log.db, vault, 'renewed')).toMatchObject({
      signing: second,
      former: { signing: first, until: NOW + 86_400_000 },
    });
  });
  test('keeps its address when only the rest is set', async () => {
    await haveChannel(log.db, 'kept');
    const body = bodyOf({ kind: 'webhook', name: 'Renamed', sendResolved: false });
    expect(await setChannel(log.db, vault, 'kept', body, by)).toMatchObject({ ok: true, created: false, secret: null });
    expect(await findChannel(log.db, 'kept')).toMatchObject({
      name: 'Renamed',
      place: 'kept.example',
      sendResolved: false,
      version: 2,
    });
  });
});

test('setting what is set already appends nothing; every change names who made it', async () => {
  await haveChannel(log.db, 'same');
  await haveChannel(log.db, 'same');
  await haveChannel(log.db, 'same', { name: 'New' });
  const events = await readStream(log.db, 'channel-same');
  expect(events.map(({ type, meta }) => [type, meta.userId])).toEqual([
    ['ChannelSet', 'operator'],
    ['ChannelSet', 'operator'],
  ]);
});

test('a channel of another kind takes nothing over from the one before', async () => {
  await haveChannel(log.db, 'turned');
  expect(await setChannel(log.db, vault, 'turned', bodyOf({ kind: 'slack', name: 'x' }), by)).toEqual({
    ok: false,
    detail: expect.stringContaining('url'),
  });
});

test('a channel that is removed is gone with what opened it, and its id can be used again', async () => {
  await haveChannel(log.db, 'old');
  expect(await removeChannel(log.db, 'old', 'operator')).toBeGreaterThan(0);
  expect(await removeChannel(log.db, 'old', 'operator')).toBeNull();
  expect(await findChannel(log.db, 'old')).toBeNull();
  expect(await count(log.db, `select count(*) as n from channel_secrets where channel_id = 'old'`)).toBe(0);
  expect(await haveChannel(log.db, 'old')).not.toBeNull();
  expect(await removeChannel(log.db, 'old', 'operator')).toBeGreaterThan(0);
});

test.each([
  [{ kind: 'pigeon', name: 'x' }, 'kind: one of webhook, slack'],
  [{ kind: 'webhook', name: '', url: 'https://a.example' }, 'name'],
  [{ kind: 'webhook', name: 'x', url: 'ftp://a.example' }, 'url'],
  [{ kind: 'webhook', name: 'x', url: 'javascript:alert(1)' }, 'url'],
  [{ kind: 'webhook', name: 'x', url: 'https://me:pw@a.example' }, 'user name'],
  [{ kind: 'webhook', name: 'x', url: 'https://a.example', channelId: 'y' }, 'channelId'],
  [{ kind: 'webhook', name: 'x', url: 'https://a.example', template: '{{nothing}}' }, 'there is no variable "nothing"'],
  [{ kind: 'telegram', name: 'x', token: 'abc', chat: '1' }, 'token'],
  [{ kind: 'telegram', name: 'x', token: '123:aaaaaaaaaaaaaaaaaaaaaaa/../', chat: '1' }, 'token'],
  [{ kind: 'email', name: 'x', to: [] }, 'to'],
  [{ kind: 'email', name: 'x', to: ['"a"<b@c.example>,d@e.example'] }, 'to.0'],
  [{ kind: 'email', name: 'x', to: ['a@b.example\r\nBcc: all@c.example'] }, 'to.0'],
  [{ kind: 'email', name: 'x', to: Array.from({ length: 21 }, (_, n) => `a${n}@b.example`) }, 'to'],
  [null, 'expected object'],
  [[], 'expected object'],
])('%o is refused, saying: %s', (body, words) => {
  const parsed = parseChannelBody(body);
  expect(parsed.ok ? 'was accepted' : parsed.detail).toContain(words);
});
