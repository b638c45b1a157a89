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

/** The field that rules out an act, or null: sport always does, the others when politics is not spoken of more. */
export function foreignField(counts: Topics): 'sport' | 'metaphor' | null {
  if (counts.sport >= 2 && counts.sport > counts.politics) return 'sport';
  if (counts.sport >= 1 && counts.politics === 0) return 'sport';
  if (counts.culture >= 1 && counts.culture >= counts.politics) return 'metaphor';
  if (counts.markets >= 2 && counts.markets > counts.politics) return 'metaphor';
  return null;
}
