import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Assets, buildAssets } from './assets.ts';

const LARGEST_SCRIPT = 200 * 1024;

describe('the files of the dashboard', () => {
  let assets: Assets;
  beforeAll(async () => {
    assets = await buildAssets();
  }, 30_000);

  test('the script is under 200 kB gzipped', () => {
    const size = gzipSync(assets.file(assets.script)?.body ?? new Uint8Array()).length;
    console.info(`script: ${Math.round(size / 1024)} kB gzipped`);
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThan(LARGEST_SCRIPT);
  });
  test('every file has a type, and a hash in its name', () => {
    for (const path of [assets.css, assets.script, assets.theme, assets.icon, ...assets.fonts]) {
      expect(path).toMatch(/^\/assets\/[\w-]+-[A-Z0-9]{8}\.\w+$/);
      expect(assets.file(path)?.type).toMatch(/^(text|font|image)\//);
    }
  });
  test('the styles load nothing from outside', () => {
    const css = new TextDecoder().decode(assets.file(assets.css)?.body);
    const addresses = [...css.matchAll(/url\("?([^")]+)"?\)/g)].map(match => match[1] ?? '');
    expect(addresses.filter(address => address.endsWith('.woff2'))).toHaveLength(4);
    for (const address of addresses) expect(address).toMatch(/^(\/assets\/|#)/);
  });
  test('an address that is not there has no file', () => expect(assets.file('/assets/../package.json')).toBeNull());
});
