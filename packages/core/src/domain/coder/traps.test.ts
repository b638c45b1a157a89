import { describe, expect, test } from 'vitest';
import type { CodedEvent, Party } from '../coded-event.ts';
import { createCoder } from './coder.ts';
import { TRAPS } from './fixtures/traps.ts';

const coder = await createCoder();

const codes = (parties: Party[]) => [...new Set(parties.flatMap(party => party.country ?? []))].sort().join(',');

/** An event as the table writes it. */
function written(event: CodedEvent): string {
  const told = event.factuality === 'realised' ? '' : ` ${event.factuality}`;
  return `${event.type} ${codes(event.actors)}>${codes(event.recipients)}${told}`;
}

for (const [name, rows] of Object.entries(TRAPS)) {
  describe(name, () => {
    test.each(rows)('%s', (text, expected) => {
      const coding = coder.code({
        id: 'trap',
        text,
        titleLength: 0,
        publishedAt: '2024-01-25T10:00:00Z',
        language: null,
      });
      expect(coding.events.map(written).sort().join('; ')).toBe(expected);
    });
  });
}
