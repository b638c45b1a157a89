import type { CodedEvent } from '@tensiometer/core/domain/coded-event.ts';
import { triggerWords } from './answers.ts';
import { share } from './classes.ts';
import { type Context, each } from './context.ts';
import {
  atLeast,
  atMost,
  type Bar,
  columns,
  counted,
  type Figure,
  measure,
  type SetReport,
  target,
} from './figures.ts';
import { readHuffpost } from './records.ts';

/** Categories whose items are to stay uncoded, in the order in which false alarms are shown. */
const SOFT = ['SPORTS', 'ENTERTAINMENT', 'TRAVEL', 'COMEDY'];
const SHOWN_TOO = ['SCIENCE', 'BUSINESS'];
const EXAMPLES = 20;

type Scored = { category: string; text: string; events: CodedEvent[] };

function exampleOf({ category, text, events }: Scored): string {
  const told = events.map(event => `${event.type} “${triggerWords(event, text)}” p ${event.confidence.overall}`);
  return `${category}: ${told.join(', ')} :: ${text.replaceAll('\n\n', ' // ')}`;
}

const surest = ({ events }: Scored): number => Math.max(...events.map(event => event.confidence.overall));

/** The false alarms to look at: those of the soft categories first, within a group the most confident first. */
function falseAlarms(scored: readonly Scored[]): string[] {
  const coded = scored.filter(({ events }) => events.length > 0);
  return [SOFT, SHOWN_TOO]
    .flatMap(group => coded.filter(one => group.includes(one.category)).sort((a, b) => surest(b) - surest(a)))
    .slice(0, EXAMPLES)
    .map(exampleOf);
}

/** Scores the dated items of a news site: who has an event, by category. */
export function scoreHuffpost({ code, folder, progress }: Context): SetReport {
  const scored = each(readHuffpost(folder), progress, (item): Scored => {
    const text = [item.headline, item.short_description].filter(part => part !== '').join('\n\n');
    const { events } = code(text, { titleLength: item.headline.length, publishedAt: item.date });
    return { category: item.category, text, events };
  });
  const isCoded = ({ events }: Scored) => events.length > 0;
  const of = (key: string, label: string, categories: readonly string[], bar: Bar | null): Figure => {
    const items = scored.filter(({ category }) => categories.includes(category));
    return measure(key, label, items, sample => share(sample, isCoded), { bar });
  };
  const categories = [...new Set(scored.map(({ category }) => category))].sort();
  const sports = scored.filter(({ category }) => category === 'SPORTS');
  const assaults = sports.filter(({ events }) => events.some(({ type }) => type === 'ASSAULT'));
  return {
    title: 'HuffPost dev: share of items with an event',
    notes: [
      'The headline is coded as title. False alarms are shown with trigger and confidence; the most confident first.',
    ],
    figures: [
      of('soft', SOFT.join(', '), SOFT, atMost(0.03)),
      of('world-news', 'WORLD NEWS', ['WORLD NEWS'], atLeast(0.6)),
      of('sports', 'SPORTS', ['SPORTS'], target('most', 0.02)),
      of('science', 'SCIENCE', ['SCIENCE'], target('most', 0.04)),
      of('business', 'BUSINESS', ['BUSINESS'], target('most', 0.08)),
      of('entertainment', 'ENTERTAINMENT', ['ENTERTAINMENT'], target('most', 0.03)),
      counted('sports-assault', 'SPORTS coded as ASSAULT', assaults.length, sports.length, atMost(0)),
    ],
    tables: [
      {
        title: 'All categories',
        columns: columns('category', ['share'], ['with event', 'n']),
        rows: categories.map(name => {
          const items = scored.filter(({ category }) => category === name);
          return [name, share(items, isCoded), items.filter(isCoded).length, items.length];
        }),
      },
    ],
    examples: [{ title: `${EXAMPLES} false alarms`, lines: falseAlarms(scored) }],
  };
}
