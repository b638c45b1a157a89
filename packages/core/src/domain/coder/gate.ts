import type { Token } from './tokens.ts';
import topics from './topics.lexicon.json' with { type: 'json' };

const topicOf = new Map<string, string>();
for (const { topic, words } of topics) for (const word of words.split(' ')) topicOf.set(word, topic);

/** What a sentence or report is about, counted in words of four fields that borrow the language of conflict. */
export type Topics = { sport: number; culture: number; markets: number; politics: number };

export function countTopics(sentences: Token[][]): Topics {
  const counts: Topics = { sport: 0, culture: 0, markets: 0, politics: 0 };
  for (const sentence of sentences) {
    for (const token of sentence) {
      const topic = topicOf.get(token.lower) ?? topicOf.get(token.lemma);
      if (topic === 'sport' || topic === 'culture' || topic === 'markets' || topic === 'politics') counts[topic] += 1;
    }
  }
  return counts;
}

const FICTION =
  /^(?:film|movie|novel|documentary|sitcom|sequel|thriller|musical|opera|video-game|videogame|screenplay)s?$/;

/** True for a sentence that tells what happens in a film or book, unless it speaks of politics too. */
export function isFiction(tokens: Token[]): boolean {
  return tokens.some(token => FICTION.test(token.lower)) && countTopics([tokens]).politics === 0;
}

/** The field that rules out an act whatever the scorer holds: a report that speaks of it clearly more than of politics. */
export function foreignField(counts: Topics): 'sport' | 'metaphor' | null {
  if (counts.sport >= 2 && counts.sport > counts.politics) return 'sport';
  if (counts.sport >= 1 && counts.politics === 0) return 'sport';
  if (counts.culture >= 2 && counts.culture > counts.politics) return 'metaphor';
  if (counts.markets >= 2 && counts.markets > counts.politics) return 'metaphor';
  return null;
}

/** Topics and time of a sentence as features of its acts: field and value. */
export function sentenceSigns(tokens: Token[]): [field: string, value: string][] {
  const counts = countTopics([tokens]);
  const { sport, culture, markets, politics } = counts;
  const few = (n: number) => String(Math.min(2, n));
  return [
    ['sport', few(sport)],
    ['culture', few(culture)],
    ['markets', few(markets)],
    ['politics', few(politics)],
    ['when', timeSign(tokens)],
    ['field', `${Math.max(sport, culture, markets) > politics}${few(politics)}`],
  ];
}

const RECENT =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|today|yesterday|tonight|overnight|recently)$/;
const NEAR = /^(?:week|month|night|morning|evening|weekend|earlier|hours|days)$/;
const YEAR = /^(?:1[89]|20)\d{2}s?$/;

const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;

/** What kind of time the words of a sentence name: a day, a year, both or none. No calendar is read for it. */
function timeSign(tokens: Token[]): string {
  const day = tokens.some((token, i) => RECENT.test(token.lower) || isCalendarDay(tokens, i));
  const near = day ? 'day' : tokens.some(token => NEAR.test(token.lower)) ? 'near' : '-';
  const year = tokens.some((token, i) => YEAR.test(token.lower) && !MONTH.test(tokens[i - 1]?.lower ?? ''));
  return `${near}${year ? '+year' : ''}`;
}

function isCalendarDay(tokens: Token[], i: number): boolean {
  const beside = [tokens[i - 1], tokens[i + 1]].some(token => /^\d{1,2}(?:st|nd|rd|th)?$/.test(token?.lower ?? ''));
  return beside && MONTH.test(tokens[i]?.lower ?? '');
}
