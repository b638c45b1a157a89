import { expect, test } from 'vitest';
import { party, sampleEvent } from './sample-event.ts';
import { judgeSeed, SEED_ACTS, SEED_FORBIDDEN } from './seed.ts';

const four = SEED_ACTS.map(({ type, actors, recipients, date, within }) =>
  sampleEvent({
    type: type as 'AGREE',
    actors: actors.map(code => party(code)),
    recipients: recipients.map(code => party(code)),
    date,
    at: [within.start + 2, within.start + 8],
  }),
);

test('the four acts are found, and nothing else', () => {
  expect(judgeSeed(four)).toEqual({
    found: ['AGREE', 'ACCUSE', 'ASSAULT', 'CONSULT'],
    missing: [],
    forbidden: [],
    others: 0,
  });
});

test('an act on another day is missing, and counts as another event', () => {
  const [first, ...rest] = four;
  const moved = first && { ...first, date: '2024-01-01' };
  expect(judgeSeed([...(moved ? [moved] : []), ...rest])).toMatchObject({ missing: ['AGREE'], others: 1 });
});

test('the contact counts in either direction', () => {
  const turned = four.map(event =>
    event.type === 'CONSULT' ? { ...event, actors: event.recipients, recipients: event.actors } : event,
  );
  expect(judgeSeed(turned).missing).toEqual([]);
});

test('an event in each of the twelve forbidden stretches is named', () => {
  const wrong = SEED_FORBIDDEN.map(({ start, end }) => sampleEvent({ at: [start + 1, end - 1] }));
  expect(judgeSeed([...four, ...wrong]).forbidden).toHaveLength(12);
});

test('acts and forbidden stretches do not overlap', () => {
  const spans = [...SEED_FORBIDDEN].sort((a, b) => a.start - b.start);
  for (const { within } of SEED_ACTS)
    for (const span of spans) expect(within.start < span.end && span.start < within.end).toBe(false);
});
