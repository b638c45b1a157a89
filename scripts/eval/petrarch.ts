import type { CodedEvent } from '@tensiometer/core/domain/coded-event.ts';
import { quadOf } from '@tensiometer/core/domain/ontology.ts';
import { mergedRoot } from './answers.ts';
import { share } from './classes.ts';
import { type Context, each } from './context.ts';
import { measure, type SetReport } from './figures.ts';
import { dashed, readPetrarch } from './records.ts';

/** Last root of each quad class of CAMEO: 01 to 05, 06 to 08, 09 to 13, 14 to 20. */
const LAST_ROOT = [5, 8, 13, 20];

/** Quad class, 1 to 4, of a CAMEO code, by its root (the first two digits). */
export function cameoQuad(code: string): number {
  const root = Number(code.slice(0, 2));
  return LAST_ROOT.findIndex(last => root <= last) + 1;
}

/** Quad class of a coded event as CAMEO would have it: by its own code, else by its type, where whatever yields is 2. */
function answerQuad({ cameo, type }: CodedEvent): number {
  if (cameo !== null) return cameoQuad(cameo);
  return mergedRoot(type) === 'YIELD' ? 2 : quadOf(type);
}

type Scored = { met: boolean; answered: boolean };

/** Scores the CAMEO sentences: right when an event has the quad class of a labelled one, or neither side has an event. */
export function scorePetrarch({ code, folder, progress }: Context): SetReport {
  const records = readPetrarch(folder);
  const scored = each(records, progress, ({ text, date, events }): Scored => {
    const gold = events.flatMap(({ eventcode }) => (eventcode === undefined ? [] : cameoQuad(eventcode)));
    const answers = code(text, { publishedAt: dashed(date) }).events.map(answerQuad);
    const met = gold.length === 0 ? answers.length === 0 : answers.some(quad => gold.includes(quad));
    return { met, answered: answers.length > 0 };
  });
  const isLabelled = (i: number) => records[i]?.events.some(({ eventcode }) => eventcode !== undefined) === true;
  const labelled = scored.filter((_, i) => isLabelled(i));
  const unlabelled = scored.filter((_, i) => !isLabelled(i));
  const met = (sample: readonly Scored[]) => share(sample, one => one.met);
  return {
    title: 'PETRARCH2 validation: CAMEO sentences, partly labelled by a machine (an extra, no bar)',
    notes: [
      'CAMEO codes statements (01), appeals (02) and mere intentions, which this coder leaves out or calls otherwise; the figure is no measure of quality by itself.',
    ],
    figures: [
      measure('quad', 'quad class met, or rightly nothing', scored, met),
      measure('quad-labelled', 'quad class met, of those with a label', labelled, met),
      measure('silent', 'nothing, of those labelled as nothing', unlabelled, met),
      measure('answered', 'with an event', scored, sample => share(sample, one => one.answered)),
    ],
    tables: [],
    examples: [],
  };
}
