/**
 * Trains the coder's model from the project's own sentences and writes `model.json`, byte for byte the same each time. Of
 * the sentences, 15 % are held out: no weight sees them, and the figures printed at the end are theirs.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createDecide } from '@tensiometer/core/domain/coder/decide.ts';
import { versionFile } from '@tensiometer/core/domain/coder/version-hashes.ts';
import { describe } from './train/describe.ts';
import { examplesOf } from './train/examples.ts';
import { calibrate, decided, decideUnseen, fitWeights } from './train/fit.ts';
import { bucketOf, readGold } from './train/sentences.ts';

const FOLDS = 5;
const coder = fileURLToPath(new URL('../packages/core/src/domain/coder/', import.meta.url));
const say = (line: string) => process.stderr.write(`${line}\n`);

const sentences = readGold(`${coder}sentences`);
say(`${sentences.length} sentences`);
const examples = sentences.flatMap(examplesOf);
const seen = examples.filter(example => !example.sentence.heldOut);
say(`${examples.length} acts offered by the rules, ${seen.length} of them to train on`);
const weights = fitWeights(seen);
const unseen = decideUnseen(seen, FOLDS, example => bucketOf(`fold ${example.sentence.text}`) % FOLDS);
const model = { ...weights, calibration: calibrate(unseen) };
writeFileSync(`${coder}model.json`, `${JSON.stringify(model)}\n`);
writeFileSync(`${coder}version.json`, versionFile(model));
const decide = createDecide(weights);
const held = examples.filter(example => example.sentence.heldOut && !example.unsure);
process.stdout.write(describe('cross-fitted', unseen, model.calibration));
process.stdout.write(
  describe(
    'held out',
    held.map(example => decided(decide, example)),
    model.calibration,
  ),
);
