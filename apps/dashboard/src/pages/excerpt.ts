/** A part of a text, with its place in it; the marks of an ellipsis are set where it was cut. */
export type Excerpt = { start: number; end: number; cutBefore: boolean; cutAfter: boolean };

/**
 * The stretch of at most `length` characters, or a little less, that keeps what lies between `from` and `to` in sight.
 * It is cut between words, and begins at the start of the text wherever that leaves room.
 */
export function excerptAround(text: string, from: number, to: number, length: number): Excerpt {
  if (text.length <= length) return { start: 0, end: text.length, cutBefore: false, cutAfter: false };
  const middle = (Math.max(0, from) + Math.min(text.length, to)) / 2;
  let start = to <= length ? 0 : Math.max(0, Math.min(text.length - length, Math.round(middle - length / 2)));
  let end = Math.min(text.length, start + length);
  if (start > 0) start = afterSpace(text, start, Math.min(from, end));
  if (end < text.length) end = beforeSpace(text, end, Math.max(to, start));
  return { start, end, cutBefore: start > 0, cutAfter: end < text.length };
}

function afterSpace(text: string, at: number, limit: number): number {
  const space = text.indexOf(' ', at);
  return space < 0 || space + 1 > limit ? at : space + 1;
}

function beforeSpace(text: string, at: number, limit: number): number {
  const space = text.lastIndexOf(' ', at);
  return space < limit ? at : space;
}
