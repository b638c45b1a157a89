import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MODEL } from './model.ts';
import hashes from './version.json' with { type: 'json' };
import { versionFile, versionHashes } from './version-hashes.ts';

test('the version names the lexicon and the model that are here; `npm run train` writes both', () => {
  expect(readFileSync(new URL('./version.json', import.meta.url), 'utf8')).toBe(versionFile(MODEL));
});

test('another weight or another word is another version', () => {
  const [first = 0, ...rest] = MODEL.calibration;
  expect(versionHashes({ ...MODEL, calibration: [first + 1, ...rest] }).model).not.toBe(hashes.model);
});
