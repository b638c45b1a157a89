import { EVENT_TYPES, quadOf } from '@tensiometer/core/domain/ontology.ts';
import { bestAnswer, mergedRoot } from './answers.ts';
import { type Answered, macroF1, share } from './classes.ts';
import { type Context, each } from './context.ts';
import { atLeast, classesAsTable, measure, type SetReport } from './figures.ts';
import { readPlv } from './records.ts';

const QUADS = ['1', '2', '3', '4'];
const isCooperative = (quad: string): boolean => quad === '1' || quad === '2';
const TITLE = 'PLV dev: wire sentences in PLOVER, 15 root types (CONCEDE and RETREAT are YIELD, quad class 2)';

type Scored = { root: Answered; quad: Answered; quadOfRoot: Answered; sign: boolean | null };

/** Quad class of a root as this set has it: whatever yields is material cooperation. */
function quadIn(root: string): string {
  const type = EVENT_TYPES.find(known => known === root);
  return type === undefined ? '2' : String(quadOf(type));
}

/** Scores the wire sentences; a sentence without an event counts as wrong. */
export function scorePlv({ code, folder, progress }: Context): SetReport {
  const records = readPlv(folder);
  const scored = each(records, progress, (record): Scored => {
    const answer = bestAnswer(code(record.sentence).events, record.sentence, record);
    const root = answer && mergedRoot(answer.type);
    const gold = String(record.quad);
    const quad = root && quadIn(root);
    return {
      root: { gold: record.root, answer: root },
      quad: { gold, answer: quad },
      quadOfRoot: { gold: quadIn(record.root), answer: quad },
      sign: quad === null ? null : isCooperative(quad) === isCooperative(gold),
    };
  });
  const roots = [...new Set(records.map(({ root }) => root))].sort();
  const answered = ({ sign }: Scored) => sign !== null;
  const macro = (part: 'root' | 'quad' | 'quadOfRoot', classes: readonly string[]) => (sample: readonly Scored[]) =>
    macroF1(
      sample.map(one => one[part]),
      classes,
    );
  const n = scored.filter(answered).length;
  const right = (sample: readonly Scored[]) => share(sample, one => one.root.gold === one.root.answer, answered);
  const sign = (sample: readonly Scored[]) => share(sample, one => one.sign === true, answered);
  return {
    title: TITLE,
    notes: [
      'Of several events of a sentence, the one whose actor and recipient text overlap the marked pair most is taken, then the most confident. Both sides of a reciprocal event are compared as one.',
      'Quad class and sign are held against the class that the set gives each sentence; in a few it is not that of the root.',
    ],
    figures: [
      measure('root-macro-f1', 'root macro-F1', scored, macro('root', roots), { bar: atLeast(0.82) }),
      measure('quad-macro-f1', 'quad macro-F1', scored, macro('quad', QUADS), { bar: atLeast(0.9) }),
      measure('sign', 'sign right, of those with an event', scored, sign, {
        bar: atLeast(0.95),
        n,
      }),
      measure(
        'quad-macro-f1-of-root',
        'quad macro-F1, against the class of the root',
        scored,
        macro('quadOfRoot', QUADS),
      ),
      measure('answered', 'with an event', scored, sample => share(sample, answered)),
      measure('right-of-answered', 'root right, of those with an event', scored, right, { n }),
    ],
    tables: [
      classesAsTable(
        'Root types',
        scored.map(one => one.root),
        roots,
      ),
      classesAsTable(
        'Quad classes',
        scored.map(one => one.quad),
        QUADS,
      ),
    ],
    examples: [],
  };
}
