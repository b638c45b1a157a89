import { eld } from 'eld';
import { vectorAt } from './word-vectors.ts';

// The package types its default export for every way of loading; the plain entry has the loader.
type Loader = { load(table: string): Promise<unknown> };
const isLoader = (value: object): value is Loader => 'load' in value;

// The smallest of the detector's four tables: this gate tells English from the rest, and the next one costs 65 MB more.
const TABLE = 'extrasmall';

const ENGLISH = new Set([
  'the',
  'of',
  'to',
  'and',
  'in',
  'a',
  'on',
  'for',
  'with',
  'that',
  'is',
  'was',
  'by',
  'at',
  'from',
  'has',
  'said',
  'as',
  'after',
  'its',
  'over',
  'against',
  'will',
  'have',
  'it',
]);

/** Loads the language table once; must be awaited before `detectLanguage`. */
export async function loadLanguages(): Promise<void> {
  if (isLoader(eld)) await eld.load(TABLE);
}

/**
 * ISO 639-1 code of a text, or null when it is too short or odd to tell. Short texts are judged by English function
 * words first, because headlines of names alone mislead a detector by letters.
 */
export function detectLanguage(text: string): string | null {
  const head = text.slice(0, 2000);
  const words = head.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length === 0) return null;
  let known = 0;
  for (const word of words) if (ENGLISH.has(word)) known += 1;
  if (known / words.length >= 0.12) return 'en';
  const latin = (head.match(/[A-Za-z]/g)?.length ?? 0) / Math.max(1, head.match(/\p{L}/gu)?.length ?? 1);
  const found = eld.detect(head);
  if (latin < 0.5) return found.language === '' || found.language === 'en' ? 'und' : found.language;
  if (words.length < 12) return found.language === 'en' || isEnglishEnough(words) ? null : found.language || 'und';
  return found.language === '' ? null : found.language;
}

/** A short text without function words is taken for English only when the vocabulary of the word vectors knows most of it. */
function isEnglishEnough(words: string[]): boolean {
  const known = words.filter(word => vectorAt(word) >= 0).length;
  return words.length < 4 || known / words.length > 0.65;
}
