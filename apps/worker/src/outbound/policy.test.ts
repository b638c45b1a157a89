import { describe, expect, test } from 'vitest';
import { BadAllowList, isPublic, parseAllowList, readDestination, refusalOf } from './policy.ts';

const nothing = parseAllowList('');

test.each([
  // Loopback, private, link-local, shared, documentation, benchmarking, multicast, reserved.
  '0.0.0.0',
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '192.88.99.1',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001:2::1',
  '100::1',
  '3fff::1',
  // IPv4 in other clothes: mapped, compatible, translated, NAT64, 6to4, Teredo, and the local NAT64 prefix.
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::808:808',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2002:808:808::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '5f00::1',
  // No addresses at all.
  '',
  'localhost',
  'fe80::1%eth0',
])('%s is not public', address => {
  expect(isPublic(address)).toBe(false);
});

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '2a00:1450:4001:829::200e',
])('%s is public', address => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  ['ftp://example.org/', 'https: or http:'],
  ['file:///etc/passwd', 'https: or http:'],
  ['javascript:alert(1)', 'https: or http:'],
  ['gopher://example.org/', 'https: or http:'],
  ['https://user:secret@example.org/', 'a user name or a password'],
  ['https://user@example.org/', 'a user name or a password'],
  ['example.org', 'no URL'],
  ['https://', 'no URL'],
  ['https://127.0.0.1/', 'no public address'],
  ['https://127.1/', 'no public address'],
  ['https://2130706433/', 'no public address'],
  ['https://0x7f.0.0.1/', 'no public address'],
  ['https://0177.0.0.1/', 'no public address'],
  ['https://0/', 'no public address'],
  ['https://[::1]/', 'no public address'],
  ['https://[::ffff:127.0.0.1]/', 'no public address'],
  ['https://[::ffff:7f00:1]/', 'no public address'],
  ['https://[64:ff9b::7f00:1]/', 'no public address'],
  ['https://①②⑦.⓪.⓪.①/', 'no public address'],
  ['https://169.254.169.254/latest/meta-data/', 'no public address'],
  ['http://8.8.8.8/', 'use https'],
  ['https://8.8.8.8:22/', 'port 22'],
])('%s is refused, saying: %s', (url, words) => {
  expect(readDestination(url, nothing)).toEqual({ refused: expect.stringContaining(words) });
});

describe('a host with several addresses', () => {
  const at = (url: string) => {
    const destination = readDestination(url, nothing);
    if ('refused' in destination) throw new Error(destination.refused);
    return destination;
  };
  test('is refused for one that is not public', () => {
    const refused = refusalOf(at('https://example.org/hook'), ['8.8.8.8', '10.0.0.1'], nothing);
    expect(refused?.refused).toContain('10.0.0.1');
  });
  test('is refused without any', () => {
    expect(refusalOf(at('https://example.org/hook'), [], nothing)?.refused).toContain('has no address');
  });
  test('passes when all are public', () => {
    expect(refusalOf(at('https://example.org/hook'), ['8.8.8.8', '2606:4700:4700::1111'], nothing)).toBeNull();
    expect(refusalOf(at('https://example.org:8443/hook'), ['8.8.8.8'], nothing)).toBeNull();
  });
  test('localhost under any spelling is what it resolves to', () => {
    for (const url of ['https://localhost/', 'https://LOCALHOST./', 'https://127.0.0.1.nip.io/'])
      expect(refusalOf(at(url), ['127.0.0.1'], nothing)).not.toBeNull();
  });
});

describe('the allow-list', () => {
  test('opens a network, a single address and a host, plain http and any port with it', () => {
    const allow = parseAllowList('10.0.0.0/8, 192.168.1.7 fd00::/8,alertmanager.lan');
    for (const [url, address] of [
      ['http://10.1.2.3:9093/', '10.1.2.3'],
      ['http://192.168.1.7/', '192.168.1.7'],
      ['http://[fd00::5]:81/', 'fd00::5'],
      ['http://alertmanager.lan:9093/', '127.0.0.1'],
      ['http://Alertmanager.LAN/', '192.168.200.1'],
    ] as const) {
      const destination = readDestination(url, allow);
      expect('refused' in destination ? destination.refused : refusalOf(destination, [address], allow)).toBeNull();
    }
  });
  test('opens nothing beside it', () => {
    const allow = parseAllowList('10.0.0.0/8,alertmanager.lan');
    expect(readDestination('http://11.0.0.1/', allow)).toHaveProperty('refused');
    expect(readDestination('http://127.0.0.1/', allow)).toHaveProperty('refused');
    expect(readDestination('http://[::ffff:10.0.0.1]/', allow)).not.toHaveProperty('refused');
    const other = readDestination('https://sub.alertmanager.lan/', allow);
    expect('refused' in other ? null : refusalOf(other, ['127.0.0.1'], allow)).not.toBeNull();
  });
  test('refuses an entry that is none', () => {
    for (const entry of ['http://host/', '10.0.0.0/99', '-x-', '*.lan'])
      expect(() => parseAllowList(entry)).toThrow(BadAllowList);
  });
});
