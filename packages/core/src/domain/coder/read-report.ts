import type { Candidate } from './candidate.ts';
import { chunkSentence } from './chunks.ts';
import { type Anchor, type DateMention, findDates } from './dates.ts';
import { createDiscourse } from './discourse.ts';
import { countTopics, foreignField, isFiction, sentenceSigns } from './gate.ts';
import { caseOf, findMentions, type Mention } from './gazetteer.ts';
import { readSentence, type Settle } from './read-sentence.ts';
import type { Surface } from './surface.ts';
import { fixTags } from './tagging.ts';
import { readSentences, type Token } from './tokens.ts';

/** A run of words longer than this without an end is no sentence: tables, lists, noise. */
const LONGEST_SENTENCE = 160;

/** All that a report may tell of, before the scorer and the final decision. */
export type Found = {
  acts: { candidate: Candidate; dates: DateMention[] }[];
  countries: string[];
  field: 'sport' | 'metaphor' | null;
};

/** Reads every sentence of a report in order, title first, and gives the acts that its frames and verbs offer. */
export function readReport(
  surface: Surface,
  text: string,
  titleLength: number,
  anchor: Anchor | null,
  settle: Settle,
): Found {
  const title = titleLength > 0 ? readSentences(surface.text.slice(0, titleLength), 0) : [];
  const body = readSentences(surface.text.slice(titleLength), titleLength);
  const sentences = [...title, ...body].flatMap(cutLong);
  const field = foreignField(countTopics(sentences));
  const discourse = createDiscourse(homeOf(surface, text));
  const acts: Found['acts'] = [];
  const countries = new Set<string>();
  sentences.forEach((tokens, index) => {
    const first = tokens[0];
    const last = tokens[tokens.length - 1];
    if (!first || !last) return;
    const headline = last.end <= titleLength || isHeadline(tokens);
    const mentions = findMentions(tokens, surface.text, caseOf(tokens));
    for (const mention of mentions) if (mention.code) countries.add(mention.code);
    fixTags(tokens, mentions, headline);
    const dates = findDates(surface.text.slice(first.start, last.end), first.start, anchor);
    const chunks = chunkSentence(tokens, mentions, dates);
    const mentionOf = mentionsByToken(tokens.length, mentions);
    const context = {
      phrases: { tokens, mentions, chunks, mentionOf },
      discourse,
      sentence: index,
      topics: sentenceSigns(tokens),
    };
    const fiction = isFiction(tokens);
    for (const candidate of readSentence(context, headline, settle))
      acts.push({ candidate: fiction ? { ...candidate, reason: candidate.reason ?? 'metaphor' } : candidate, dates });
  });
  return { acts, countries: [...countries].sort(), field };
}

function mentionsByToken(count: number, mentions: Mention[]): (Mention | undefined)[] {
  const out = new Array<Mention | undefined>(count).fill(undefined);
  for (const mention of mentions) for (let i = mention.from; i < mention.to; i += 1) out[i] = mention;
  return out;
}

/** A short line without a full stop reads like a headline even where the sender gave no title. */
function isHeadline(tokens: Token[]): boolean {
  const last = tokens[tokens.length - 1];
  return tokens.length <= 16 && last !== undefined && !/^[.?!"”]$/.test(last.text);
}

function cutLong(tokens: Token[]): Token[][] {
  const out: Token[][] = [];
  for (let i = 0; i < tokens.length; i += LONGEST_SENTENCE) out.push(tokens.slice(i, i + LONGEST_SENTENCE));
  return out;
}

/** Country of the dateline ("BAGHDAD, Jan 24 -"), which a bare "police" belongs to. `text` is the report as it came. */
function homeOf(surface: Surface, text: string): string | null {
  if (!surface.dateline) return null;
  const line = text.slice(surface.dateline.start, surface.dateline.end);
  const tokens = readSentences(line, 0).flat();
  return (
    findMentions(tokens, line, 'lower').find(mention => mention.code !== null && mention.kind !== 'media')?.code ?? null
  );
}
