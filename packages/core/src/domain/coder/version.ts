import type { CoderVersion } from '../coded-event.ts';
import hashes from './version.json' with { type: 'json' };

/** Moved by hand whenever the code may give another answer; lexicon and model move the rest by themselves. */
const CODE = '2.0.0';

/**
 * Name and version of this coder; the version changes whenever code, lexicon or model changes. The hashes stand in a file of
 * their own, which `npm run train` writes and a test compares, so that naming the coder does not load it.
 */
export const CODER_VERSION: CoderVersion = {
  name: 'tensiometer-frames',
  version: `${CODE}+lexicon.${hashes.lexicon}.model.${hashes.model}`,
};
