import { fnv1a } from '../minhash.ts';
import actors from './actors.lexicon.json' with { type: 'json' };
import countries from './countries.lexicon.json' with { type: 'json' };
import type { Model } from './model.ts';
import nouns from './noun-frames.lexicon.json' with { type: 'json' };
import roles from './roles.lexicon.json' with { type: 'json' };
import topics from './topics.lexicon.json' with { type: 'json' };
import verbs from './verb-frames.lexicon.json' with { type: 'json' };
import vectors from './word-vectors.json' with { type: 'json' };

const hashOf = (...parts: unknown[]): string =>
  parts
    .reduce<number>((hash, part) => Math.imul(hash ^ fnv1a(JSON.stringify(part)), 0x01000193) >>> 0, 0x811c9dc5)
    .toString(16)
    .padStart(8, '0');

/** Hashes of all lexicons and of all that is trained, 32 bits in hexadecimal: what `version.json` must say. */
export function versionHashes(model: Model): { lexicon: string; model: string } {
  return { lexicon: hashOf(actors, countries, nouns, roles, topics, verbs), model: hashOf(model, vectors) };
}

/** The text of `version.json`, formatted as the formatter leaves it, so that training again changes no byte. */
export function versionFile(model: Model): string {
  const { lexicon, model: trained } = versionHashes(model);
  return `{ "lexicon": "${lexicon}", "model": "${trained}" }\n`;
}
