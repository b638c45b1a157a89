import { expect, test } from 'vitest';
import { createCoder } from './coder.ts';
import { RETELLING } from './fixtures/retelling.ts';

const coder = await createCoder();
const coding = coder.code({
  id: 'retelling',
  text: RETELLING.text,
  titleLength: 0,
  publishedAt: RETELLING.publishedAt,
  language: null,
});

test('the retold day has its four acts, between the right countries, on the right days', () => {
  const told = coding.events.map(event => ({
    type: event.type,
    actors: event.actors.map(party => party.country),
    recipients: event.recipients.map(party => party.country),
    date: event.date,
    trigger: RETELLING.text.slice(event.evidence[0]?.start, event.evidence[0]?.end),
  }));
  expect(told).toEqual(RETELLING.expected);
});

test('the side of a militia is told apart from that of its state', () => {
  const assault = coding.events.find(event => event.type === 'ASSAULT');
  expect(assault?.recipients.map(party => party.sector)).toEqual(['PRM']);
});

test('what the day only looks back on, or wishes for, is kept with its reason', () => {
  const reasons = new Set(coding.suppressed.map(event => event.reason));
  expect(reasons).toContain('historical');
  expect(reasons).toContain('purpose');
});

test('the act that is told most plainly is the surest, the one behind a pronoun the least sure', () => {
  const sure = coding.events.map(event => event.confidence.overall);
  expect(Math.min(...sure)).toBe(coding.events.find(event => event.type === 'CONSULT')?.confidence.overall);
  expect(Math.min(...sure)).toBeGreaterThanOrEqual(0.6);
  expect(Math.max(...sure)).toBeLessThanOrEqual(0.97);
});

test('all countries that the report names are listed', () => {
  expect(coding.countries).toEqual(['CHE', 'IRN', 'IRQ', 'USA']);
});
