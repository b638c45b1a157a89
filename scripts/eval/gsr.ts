import type { CodedEvent } from '@tensiometer/core/domain/coded-event.ts';
import { EVENT_TYPES, type EventType, quadOf } from '@tensiometer/core/domain/ontology.ts';
import { type Agreement, agree, bestAnswer, countriesOf } from './answers.ts';
import { type Answered, macroF1, share } from './classes.ts';
import { type Context, each } from './context.ts';
import { atLeast, classesAsTable, measure, type SetReport } from './figures.ts';
import { type GsrRecord, readGsr } from './records.ts';

const ENOUGH = 7;
/** Codes of the gold records that are no country. */
const NO_COUNTRY = new Set(['IGO', 'NGO', 'IMG', 'MNC', 'ISM']);
/** Blocs that the coder names and the gold records write as IGO. */
const BLOCS = new Set(['EUR', 'UNO', 'NAT']);
const NOTHING: ReadonlySet<string> = new Set();

type Scored = { type: Answered; quad: boolean; sides: Agreement | null; withBlocs: Agreement | null };

const words = (parties: GsrRecord['actor']): string => parties.map(({ text }) => text).join(' ');
const codes = (parties: GsrRecord['actor']): string[] => [
  ...new Set(parties.flatMap(({ code }) => (code === null || NO_COUNTRY.has(code) ? [] : code))),
];

function sidesOf(record: GsrRecord, answer: CodedEvent, leaveOut: ReadonlySet<string>): Agreement {
  return agree(
    { actors: codes(record.actor), recipients: codes(record.recipient) },
    { actors: countriesOf(answer.actors, leaveOut), recipients: countriesOf(answer.recipients, leaveOut) },
    answer.reciprocal,
  );
}

/** Scores the PLOVER gold standard records; a record without an event counts as wrong in type and quad class. */
export function scoreGsr({ code, folder, progress }: Context): SetReport {
  const records = readGsr(folder);
  const scored = each(records, progress, (record): Scored => {
    const answer = bestAnswer(code(record.text).events, record.text, {
      actor: words(record.actor),
      recipient: words(record.recipient),
    });
    return {
      type: { gold: record.event, answer: answer?.type ?? null },
      quad: answer !== null && quadOf(answer.type) === quadOf(record.event),
      sides: answer && sidesOf(record, answer, BLOCS),
      withBlocs: answer && sidesOf(record, answer, NOTHING),
    };
  });
  const often = EVENT_TYPES.filter(type => records.filter(record => record.event === type).length >= ENOUGH);
  const types = (list: readonly EventType[]) => (sample: readonly Scored[]) =>
    macroF1(
      sample.map(one => one.type),
      list,
    );
  const answered = ({ sides }: Scored) => sides !== null;
  const n = scored.filter(answered).length;
  const sides = (holds: (sides: Agreement) => boolean, of: 'sides' | 'withBlocs' = 'sides') => {
    return (sample: readonly Scored[]) =>
      share(
        sample,
        one => {
          const found = one[of];
          return found !== null && holds(found);
        },
        answered,
      );
  };
  const both = ({ actor, recipient }: Agreement) => actor && recipient;
  return {
    title: 'GSR dev: PLOVER gold standard records, 16 types',
    notes: [
      'Best answer as for PLV, with all actor texts and all recipient texts of a record as the marked pair.',
      'Countries are compared as sets of codes, side by side, among the records with an event: a side is right when both sets are equal, also when both are empty. Left out of the gold: IGO, NGO, IMG, MNC, ISM and null; left out of the answer: null and the blocs EUR, UNO, NAT, which the gold writes as IGO (the lines "blocs kept" leave them in). Where the coder calls its event reciprocal, both sides are right when all countries together are the same.',
    ],
    figures: [
      measure('type-macro-f1', `type macro-F1, types with ${ENOUGH} records or more`, scored, types(often), {
        bar: atLeast(0.78),
      }),
      measure('type-macro-f1-all', 'type macro-F1, all 16 types', scored, types(EVENT_TYPES)),
      measure('quad', 'quad accuracy', scored, sample => share(sample, one => one.quad), { bar: atLeast(0.88) }),
      measure(
        'actor',
        'actor countries',
        scored,
        sides(one => one.actor),
        { bar: atLeast(0.9), n },
      ),
      measure(
        'recipient',
        'recipient countries',
        scored,
        sides(one => one.recipient),
        { bar: atLeast(0.85), n },
      ),
      measure('both', 'both', scored, sides(both), { bar: atLeast(0.8), n }),
      measure(
        'actor-blocs',
        'actor countries, blocs kept',
        scored,
        sides(one => one.actor, 'withBlocs'),
        { n },
      ),
      measure(
        'recipient-blocs',
        'recipient countries, blocs kept',
        scored,
        sides(one => one.recipient, 'withBlocs'),
        {
          n,
        },
      ),
      measure('both-blocs', 'both, blocs kept', scored, sides(both, 'withBlocs'), { n }),
      measure('answered', 'with an event', scored, sample => share(sample, answered)),
    ],
    tables: [
      classesAsTable(
        'Types',
        scored.map(one => one.type),
        EVENT_TYPES,
      ),
    ],
    examples: [],
  };
}
