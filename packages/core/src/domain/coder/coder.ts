import type { CodedEvent, Coder, CoderInput, Coding, NotCodedReason, SuppressedEvent } from '../coded-event.ts';
import { chunkSentence } from './chunks.ts';
import { type Anchor, findDates, readAnchor } from './dates.ts';
import { createDiscourse } from './discourse.ts';
import { finish, suppress } from './finish.ts';
import { countTopics, foreignField } from './gate.ts';
import { caseOf, findMentions } from './gazetteer.ts';
import { detectLanguage, loadLanguages } from './language.ts';
import { mergeTellings } from './merge.ts';
import { readSentence } from './read-sentence.ts';
import { readSurface, type Surface } from './surface.ts';
import { fixTags } from './tagging.ts';
import { levelTitleCase } from './title-case.ts';
import { readSentences, type Token } from './tokens.ts';
import { CODER_VERSION } from './version.ts';

/** Longest stretch of a report that is read; what lies beyond it is stored but not coded. */
const READ_AT_MOST = 60_000;
/** A run of words longer than this without an end is no sentence: tables, lists, noise. */
const LONGEST_SENTENCE = 160;

/** Loads the language table and gives the coder. The coder itself is pure, total and takes time linear in the text. */
export async function createCoder(): Promise<Coder> {
  await loadLanguages();
  return { version: CODER_VERSION, code };
}

function notCoded(
  reason: NotCodedReason,
  language: string | null,
  countries: string[],
  suppressed: SuppressedEvent[],
): Coding {
  return { outcome: 'not-coded', reason, events: [], suppressed, countries, language, coder: CODER_VERSION };
}

function code(input: CoderInput): Coding {
  const text = input.text.slice(0, READ_AT_MOST);
  if (!/\p{L}/u.test(text)) return notCoded('empty', null, [], []);
  const surface = levelTitle(readSurface(text, input.titleLength), input.titleLength);
  const language = detectLanguage(surface.text) ?? input.language?.slice(0, 2).toLowerCase() ?? null;
  if (language !== null && language !== 'en') return notCoded('unsupported-language', language, [], []);
  const anchor = readAnchor(input.publishedAt);
  const found = readReport(surface, text, input.titleLength, anchor);
  const merged = mergeTellings(found.events);
  const suppressed = [...found.suppressed, ...merged.duplicates].sort(
    (a, b) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0),
  );
  if (merged.events.length === 0) return notCoded(reasonFor(found, suppressed), 'en', found.countries, suppressed);
  return {
    outcome: 'coded',
    reason: null,
    events: merged.events,
    suppressed,
    countries: found.countries,
    language: 'en',
    coder: CODER_VERSION,
  };
}

function levelTitle(surface: Surface, titleLength: number): Surface {
  if (titleLength === 0) return surface;
  return { ...surface, text: levelTitleCase(surface.text.slice(0, titleLength)) + surface.text.slice(titleLength) };
}

type Found = {
  events: CodedEvent[];
  suppressed: SuppressedEvent[];
  countries: string[];
  field: 'sport' | 'metaphor' | null;
};

function reasonFor(found: Found, suppressed: SuppressedEvent[]): NotCodedReason {
  if (found.field !== null || found.countries.length === 0)
    return suppressed.some(event => event.reason !== 'low-confidence') && found.field === null
      ? 'suppressed-only'
      : 'irrelevant';
  return suppressed.length > 0 ? 'suppressed-only' : 'no-act';
}

function readReport(surface: Surface, text: string, titleLength: number, anchor: Anchor | null): Found {
  const title = titleLength > 0 ? readSentences(surface.text.slice(0, titleLength), 0) : [];
  const body = readSentences(surface.text.slice(titleLength), titleLength);
  const sentences = [...title, ...body].flatMap(cutLong);
  const field = foreignField(countTopics(sentences));
  const discourse = createDiscourse(homeOf(surface, text));
  const events: CodedEvent[] = [];
  const suppressed: SuppressedEvent[] = [];
  const countries = new Set<string>();
  sentences.forEach((tokens, index) => {
    const first = tokens[0];
    const last = tokens[tokens.length - 1];
    if (!first || !last) return;
    const headline = last.end <= titleLength;
    const mentions = findMentions(tokens, surface.text, caseOf(tokens));
    for (const mention of mentions) if (mention.code) countries.add(mention.code);
    fixTags(tokens, mentions, headline || isHeadline(tokens));
    const dates = findDates(surface.text.slice(first.start, last.end), first.start, anchor);
    const chunks = chunkSentence(tokens, mentions, dates);
    const context = { phrases: { tokens, mentions, chunks }, discourse, sentence: index };
    for (const candidate of readSentence(context, headline || isHeadline(tokens))) {
      const { event, reason } = finish(candidate, dates, anchor, field);
      if (reason === null) events.push(event);
      else suppressed.push(suppress(event, reason));
    }
  });
  return { events, suppressed, countries: [...countries].sort(), field };
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
