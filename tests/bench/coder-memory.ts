// Runs in a process of its own: prints the bytes that loading the coder and coding the articles add to it.
import { articles, asInput } from './articles.ts';

const texts = articles(200);
const before = process.memoryUsage.rss();
const { createCoder } = await import('../../packages/core/src/domain/coder/coder.ts');
const coder = await createCoder();
let most = 0;
for (const text of texts) {
  coder.code(asInput(text));
  most = Math.max(most, process.memoryUsage.rss());
}
process.stdout.write(String(most - before));
