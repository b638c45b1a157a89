/** A coder for tests of what goes wrong: it throws, ends its thread or never answers, as the text says. */
export default function code({ text }) {
  if (text.startsWith('THROW')) throw new Error('poisoned');
  if (text.startsWith('EXIT')) process.exit(3);
  if (text.startsWith('HANG')) for (;;);
  return {
    outcome: 'not-coded',
    reason: 'no-act',
    events: [],
    suppressed: [],
    countries: [],
    language: 'en',
    coder: { name: 'poisoned', version: '1' },
  };
}
