import type { Span } from '../domain/coded-event.ts';

const MAX_LENGTH = 700;
/** The head of a plain text report, which is no part of its first sentence. */
const DATE_HEAD = /^\s*date\s+\d{4}-\d{2}-\d{2}\s+/i;
/** The end of a sentence: its mark, closing quotes, white space, then something that opens a new one. */
const BOUNDARY =
  /(?<![\s.(“"][A-Z])(?<!\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|St|Gov|Sen|Rep|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))[.!?]["”’)]*\s+(?=["“‘(]*[A-Z0-9])|\n+/g;

/** The sentence (or line) of a text that holds a span, without white space at its ends, at most 700 code units long. */
export function sentenceAround(text: string, span: Span): Span {
  const from = Math.max(0, span.start - MAX_LENGTH);
  const window = text.slice(from, span.end + MAX_LENGTH);
  let start = from === 0 ? (DATE_HEAD.exec(window)?.[0].length ?? 0) : 0;
  if (start > span.start - from) start = 0;
  let end = window.length;
  for (const match of window.matchAll(BOUNDARY)) {
    const after = match.index + match[0].length;
    if (after <= span.start - from) start = after;
    else if (match.index >= span.end - from - 1) {
      end = match.index + match[0].trimEnd().length;
      break;
    }
  }
  const whole = trimmed(text, from + start, from + end);
  if (whole.end - whole.start <= MAX_LENGTH) return whole;
  const cut = Math.min(Math.max(whole.start, span.start - MAX_LENGTH / 2), whole.end - MAX_LENGTH);
  return trimmed(text, cut, cut + MAX_LENGTH);
}

function trimmed(text: string, start: number, end: number): Span {
  const words = text.slice(start, end);
  const first = start + words.length - words.trimStart().length;
  return { start: first, end: first + words.trim().length };
}
