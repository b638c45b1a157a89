import type { Span } from '../domain/coded-event.ts';

const MAX_LENGTH = 700;
/** The end of a sentence: its mark, closing quotes, white space, then something that opens a new one. */
const BOUNDARY =
  /(?<![\s.(“"][A-Z])(?<!\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|St|Gov|Sen|Rep|No|vs))[.!?]["”’)]*\s+(?=["“‘(]*[A-Z0-9])|\n+/g;

/** The sentence (or line) of a text that holds a span, without white space at its ends, at most 700 code units long. */
export function sentenceAround(text: string, span: Span): Span {
  const from = Math.max(0, span.start - MAX_LENGTH);
  const window = text.slice(from, span.end + MAX_LENGTH);
  let start = 0;
  let end = window.length;
  for (const match of window.matchAll(BOUNDARY)) {
    const after = match.index + match[0].length;
    if (after <= span.start - from) start = after;
    else if (match.index >= span.end - from - 1) {
      end = match.index + match[0].trimEnd().length;
      break;
    }
  }
  const words = window.slice(start, end);
  const lead = words.length - words.trimStart().length;
  const first = from + start + lead;
  return { start: first, end: first + Math.min(MAX_LENGTH, words.trim().length) };
}
