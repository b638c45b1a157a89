import type { CoderVersion } from '../coded-event.ts';
import { fnv1a } from '../minhash.ts';
import actors from './actors.lexicon.json' with { type: 'json' };
import countries from './countries.lexicon.json' with { type: 'json' };
import { MODEL } from './model.ts';
import nouns from './noun-frames.lexicon.json' with { type: 'json' };
import roles from './roles.lexicon.json' with { type: 'json' };
import topics from './topics.lexicon.json' with { type: 'json' };
import verbs from './verb-frames.lexicon.json' with { type: 'json' };
import vectors from './word-vectors.json' with { type: 'json' };

/** Moved by hand whenever the code may give another answer; lexicon and model move the rest by themselves. */
const CODE = '2.0.0';

const hashOf = (...parts: unknown[]): string =>
  parts
    .reduce<number>((hash, part) => Math.imul(hash ^ fnv1a(JSON.stringify(part)), 0x01000193) >>> 0, 0x811c9dc5)
    .toString(16)
    .padStart(8, '0');

/** Hash of all lexicons and of all that is trained, 32 bits in hexadecimal. */
const LEXICON_HASH = hashOf(actors, countries, nouns, roles, topics, verbs);
const MODEL_HASH = hashOf(MODEL, vectors);

/** Name and version of this coder; the version changes whenever code, lexicon or model changes. */
export const CODER_VERSION: CoderVersion = {
  name: 'tensiometer-frames',
  version: `${CODE}+lexicon.${LEXICON_HASH}.model.${MODEL_HASH}`,
};
