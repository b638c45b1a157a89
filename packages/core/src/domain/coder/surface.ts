import { isDay } from '../day.ts';
import { levelTitleCase } from './title-case.ts';

const LONGEST_HEADLINE = 300;

/** A copy of the report for reading: same length as the report, so that every offset holds in both. */
export type Surface = {
  text: string;
  dateline: { start: number; end: number } | null;
  headDay: string | null;
};

const HEAD = /^\s{0,40}date (\d{4}-\d{2}-\d{2})\b/;
const DATELINE =
  /^[ \t]{0,20}[A-Z][\p{L} .'/-]{1,40}(?:, [\p{L} .]{2,24}){0,2}(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?(?: ?\([\p{L} .]{2,30}\))? ?(?:--|[-–—]) /u;

const spaces = (found: string) => ' '.repeat(found.length);

/** One plain letter for one accented letter, so that names match however they are spelled. */
function plainLetter(letter: string): string {
  const base = letter.normalize('NFD')[0] ?? letter;
  return /[A-Za-z]/.test(base) ? base : letter;
}

/** Blanks what is not prose (tags, entities, the `date` head, the dateline) and levels quotes, spaces and accents. */
export function readSurface(report: string, titleLength: number): Surface {
  let text = report
    .replace(/<[a-zA-Z/!][^<>]{0,300}>/g, spaces)
    .replace(/&(?:amp|nbsp|quot|apos|lt|gt|#\d{1,5});/g, spaces)
    .replace(/[‘’ʼ`´]/g, "'")
    // Control marks, odd spaces and direction marks become plain spaces; line ends stay, they part paragraphs.
    .replace(/[\p{Cc}\p{Cf}\p{Zs}\ufffd]/gu, found => (found === '\n' || found === '\r' ? found : spaces(found)))
    .replace(/\S{120,}/g, spaces)
    .replace(/[\u00c0-\u024f]/g, plainLetter);

  const head = HEAD.exec(text);
  const headDay = head?.[1] && isDay(head[1]) ? head[1] : null;
  if (head) text = spaces(head[0]) + text.slice(head[0].length);

  let bodyStart = head ? head[0].length : titleLength;
  while (bodyStart < text.length && /\s/.test(text.charAt(bodyStart))) bodyStart += 1;
  const line = DATELINE.exec(text.slice(bodyStart, bodyStart + 160))?.[0];
  const dateline = line && isDateline(line) ? { start: bodyStart, end: bodyStart + line.length } : null;
  if (dateline)
    text = text.slice(0, dateline.start) + spaces(text.slice(dateline.start, dateline.end)) + text.slice(dateline.end);
  return { text: levelHeadline(text, titleLength), dateline, headDay };
}

/** Levels the title, or the first line of a text without one, when it is A Headline Written Like This. */
function levelHeadline(text: string, titleLength: number): string {
  const lineEnd = text.indexOf('\n');
  const end = titleLength > 0 ? titleLength : lineEnd < 0 ? text.length : lineEnd;
  return end > LONGEST_HEADLINE ? text : levelTitleCase(text.slice(0, end)) + text.slice(end);
}

/** A place in capitals, or an agency in brackets, or two dashes: an ordinary clause before a dash has none of them. */
function isDateline(line: string): boolean {
  const words = line.match(/\p{L}+/gu) ?? [];
  if (/--|\(/.test(line)) return words.length <= 10;
  return /^\s*\p{Lu}{3,}/u.test(line) && !/\s[a-z]{3,}/.test(line);
}
