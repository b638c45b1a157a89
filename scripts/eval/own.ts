import { fileURLToPath } from 'node:url';
import type { CodedEvent } from '@tensiometer/core/domain/coded-event.ts';
import { EVENT_TYPES } from '@tensiometer/core/domain/ontology.ts';
import { type GoldEvent, type GoldSentence, readGold } from '../train/sentences.ts';
import { type Agreement, agree, countriesOf, touches } from './answers.ts';
import { binsOf, calibrationError } from './calibration.ts';
import { macroF1, share } from './classes.ts';
import { type Context, each } from './context.ts';
import { atMost, classesAsTable, columns, measure, type SetReport } from './figures.ts';

const SENTENCES = fileURLToPath(new URL('../../packages/core/src/domain/coder/sentences', import.meta.url));

/** A labelled event with the event of the coder that tells it; one of the two may be missing. */
export type Pair = { gold: GoldEvent | null; answer: CodedEvent | null };

/**
 * Pairs the events of a sentence: one of the coder belongs to a labelled one when any of its triggers overlaps a marked
 * trigger, the same type first; each is used once, and what is left over on either side stands alone.
 */
export function pairEvents(gold: readonly GoldEvent[], answers: readonly CodedEvent[]): Pair[] {
  const left = new Set(answers);
  const found = new Map<GoldEvent, CodedEvent>();
  const tells = (event: GoldEvent, answer: CodedEvent) =>
    answer.evidence.some(item => item.role === 'trigger' && event.triggers.some(span => touches(span, item)));
  for (const sameType of [true, false]) {
    for (const event of gold) {
      if (found.has(event)) continue;
      const answer = [...left].find(one => (!sameType || one.type === event.type) && tells(event, one));
      if (!answer) continue;
      left.delete(answer);
      found.set(event, answer);
    }
  }
  return [
    ...gold.map(event => ({ gold: event, answer: found.get(event) ?? null })),
    ...[...left].map(answer => ({ gold: null, answer })),
  ];
}

/** Countries of a labelled event; a side without marked words has none. A joint act without recipient has no direction. */
export function sidesRight(gold: GoldEvent, answer: CodedEvent): Agreement {
  const wanted = {
    actors: gold.actorSpans.length > 0 ? gold.actors : [],
    recipients: gold.recipientSpans.length > 0 ? gold.recipients : [],
  };
  const joint = gold.recipientSpans.length === 0 && wanted.actors.length > 1;
  return agree(
    wanted,
    { actors: countriesOf(answer.actors), recipients: countriesOf(answer.recipients) },
    answer.reciprocal || joint,
  );
}

/** Right, for calibration: root type and both country sets agree. */
export function isRight({ gold, answer }: Pair): boolean {
  if (!gold || !answer || gold.type !== answer.type) return false;
  const { actor, recipient } = sidesRight(gold, answer);
  return actor && recipient;
}

type Scored = { sentence: GoldSentence; pairs: Pair[] };

const pairsOf = (sample: readonly Scored[]): Pair[] => sample.flatMap(({ pairs }) => pairs);
const typesOf = (sample: readonly Scored[]) =>
  pairsOf(sample).map(({ gold, answer }) => ({ gold: gold?.type ?? null, answer: answer?.type ?? null }));
const judged = (sample: readonly Scored[]) =>
  pairsOf(sample).flatMap(pair => (pair.answer ? [{ p: pair.answer.confidence.overall, right: isRight(pair) }] : []));

const isGold = ({ gold }: Pair) => gold !== null;
const isAnswered = ({ gold, answer }: Pair) => gold !== null && answer !== null;
const hasSides = (holds: (sides: Agreement) => boolean) => (sample: readonly Scored[]) =>
  share(
    pairsOf(sample),
    ({ gold, answer }) => gold !== null && answer !== null && holds(sidesRight(gold, answer)),
    isAnswered,
  );

/** Scores the held-out part of the project's own sentences, which no weight has seen. */
export function scoreOwn({ code, progress }: Context): SetReport {
  const sentences = readGold(SENTENCES).filter(sentence => sentence.heldOut);
  const scored = each(sentences, progress, sentence => ({
    sentence,
    pairs: pairEvents(sentence.events, code(sentence.text).events),
  }));
  const pairs = pairsOf(scored);
  const labelled = pairs.filter(isGold).length;
  const answered = { n: pairs.filter(isAnswered).length };
  const told = judged(scored);
  const empty = scored.filter(({ sentence }) => sentence.none !== null);
  const right = (pair: Pair) => pair.gold?.type === pair.answer?.type;
  return {
    title: `Own held-out sentences: ${scored.length} sentences, ${labelled} labelled events, ${told.length} coded`,
    notes: [
      'An event of the coder belongs to the labelled event whose trigger it overlaps; one that belongs to none counts as wrong. Countries are compared as sets, side by side; a side without marked words has none; a reciprocal or joint act is compared by all its countries.',
      'Right, for the calibration error, are root type and both country sets; 10 bins of equal count. Its interval leans upwards, as a draw repeats sentences.',
      `The calibration error is to be judged on at least 500 events; here are ${told.length}.`,
    ],
    figures: [
      measure('type', 'type right, of the labelled events', scored, s => share(pairsOf(s), right, isGold), {
        n: labelled,
      }),
      measure(
        'type-answered',
        'type right, of those found',
        scored,
        s => share(pairsOf(s), right, isAnswered),
        answered,
      ),
      measure('macro-f1', 'type macro-F1', scored, s => macroF1(typesOf(s), EVENT_TYPES)),
      measure('answered', 'labelled events found', scored, s => share(pairsOf(s), isAnswered, isGold), { n: labelled }),
      measure(
        'actor',
        'actor countries, of those found',
        scored,
        hasSides(one => one.actor),
        answered,
      ),
      measure(
        'recipient',
        'recipient countries, of those found',
        scored,
        hasSides(one => one.recipient),
        answered,
      ),
      measure(
        'both',
        'both, of those found',
        scored,
        hasSides(one => one.actor && one.recipient),
        answered,
      ),
      measure('right', 'coded events that are right', scored, s => share(judged(s), one => one.right), {
        n: told.length,
      }),
      measure('false-alarms', 'sentences without an event that got one', empty, s =>
        share(s, one => one.pairs.length > 0),
      ),
      measure('ece', 'calibration error of confidence.overall (ECE)', scored, s => calibrationError(judged(s)), {
        bar: atMost(0.05),
        n: told.length,
      }),
    ],
    tables: [
      classesAsTable('Types', typesOf(scored), EVENT_TYPES),
      {
        title: 'Confidence',
        columns: columns('bin', ['stated', 'right'], ['n']),
        rows: binsOf(told).map(({ stated, right: share, n }, i) => [String(i + 1), stated, share, n]),
      },
    ],
    examples: [],
  };
}
