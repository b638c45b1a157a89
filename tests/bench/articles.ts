import { fileURLToPath } from 'node:url';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { readGold } from '../../scripts/train/sentences.ts';

const WORDS = 400;
const SENTENCES_IN_A_PARAGRAPH = 2;
/** Far apart in the files and without a common divisor with most counts, so that neighbours differ in type and writer. */
const STEP = 1_009;

/** Articles of at least 400 words, each another one: a paragraph of the retelling among sentences of our own. */
export function articles(count: number): string[] {
  const sentences = readGold(
    fileURLToPath(new URL('../../packages/core/src/domain/coder/sentences', import.meta.url)),
  ).map(({ text }) => text.replaceAll('\n\n', '. '));
  const retelling = RETELLING.text.trim().split('\n\n');
  let at = 0;
  const paragraph = (): string =>
    Array.from({ length: SENTENCES_IN_A_PARAGRAPH }, () => {
      at += STEP;
      return sentences[at % sentences.length];
    }).join(' ');
  return Array.from({ length: count }, (_, n) => {
    const paragraphs = [paragraph(), retelling[n % retelling.length] ?? ''];
    while (paragraphs.join(' ').split(/\s+/).length < WORDS) paragraphs.push(paragraph());
    return paragraphs.join('\n\n');
  });
}

/** An article as the coder is given it. */
export const asInput = (text: string) => ({
  id: 'bench',
  text,
  titleLength: 0,
  publishedAt: '2024-01-25',
  language: 'en',
});
