import { createCoder } from '../../packages/core/src/domain/coder/coder.ts';
import { RETELLING } from '../../packages/core/src/domain/coder/fixtures/retelling.ts';
import { print, quantile } from './figures.ts';

const ROUNDS = 41;
const WARM_UP = 150;
const ARTICLE_WORDS = 400;

/** Articles of 400 words a second on one core, and how the time grows with the length of a text. */
export async function benchCoder(): Promise<void> {
  const coder = await createCoder();
  const paragraphs = RETELLING.text.split('\n\n');
  const article = (words: number): string => {
    let text = '';
    for (let i = 0; text.split(/\s+/).length < words; i += 1) text += `${paragraphs[i % paragraphs.length]}\n\n`;
    return text;
  };
  const time = (text: string): number => {
    const start = performance.now();
    coder.code({ id: 'bench', text, titleLength: 0, publishedAt: '2024-01-25', language: 'en' });
    return performance.now() - start;
  };
  const measure = (text: string): number =>
    quantile(
      Array.from({ length: ROUNDS }, () => time(text)),
      0.5,
    );
  const [once, eightfold] = [article(ARTICLE_WORDS), article(8 * ARTICLE_WORDS)];
  for (let i = 0; i < WARM_UP; i += 1) time(once);
  time(eightfold);
  const single = measure(once);
  print('coder', {
    'articles of 400 words a second': (1000 / single).toFixed(0),
    'time at 8 times the length, as a ratio': (measure(eightfold) / single).toFixed(1),
  });
}
