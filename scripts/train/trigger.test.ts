import { fileURLToPath } from 'node:url';
import { createCoder } from '@tensiometer/core/domain/coder/coder.ts';
import { expect, test } from 'vitest';
import { readGold } from './sentences.ts';

const coder = await createCoder();
const sentences = readGold(
  fileURLToPath(new URL('../../packages/core/src/domain/coder/sentences', import.meta.url)),
).filter(sentence => sentence.events.length > 0);

const code = (text: string, titleLength: number) =>
  coder.code({ id: 'own', text, titleLength, publishedAt: '2024-01-25', language: 'en' });

test('an act whose trigger is replaced by "thing" is an act of that type no more', () => {
  let asked = 0;
  const left: string[] = [];
  for (const { text, titleLength } of sentences) {
    const { events, suppressed } = code(text, titleLength);
    for (const event of events) {
      const trigger = event.evidence[0];
      // An act told twice, or two acts of one type, have a second trigger that still stands.
      const alone = [...events, ...suppressed].filter(other => other.type === event.type).length === 1;
      if (!trigger || !alone) continue;
      asked += 1;
      const without = `${text.slice(0, trigger.start)}thing${text.slice(trigger.end)}`;
      const shift = trigger.end <= titleLength ? without.length - text.length : 0;
      if (code(without, titleLength + shift).events.some(other => other.type === event.type))
        left.push(`${event.type} without "${text.slice(trigger.start, trigger.end)}": ${without}`);
    }
  }
  expect(asked).toBeGreaterThan(3000);
  // What is left tells the act twice in other words ("yields to protesters, promises an early vote").
  expect(left.length / asked, `${left.length} of ${asked}\n${left.join('\n')}`).toBeLessThan(0.005);
}, 120_000);
