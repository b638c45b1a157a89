import { nameAt } from './name-index.ts';

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'.-]*/gu;

/**
 * Small letters for the words of A Headline Written Like This, names of the gazetteer excepted, so that the tagger sees
 * verbs as verbs. Same length as the title; a title in ordinary case is left alone.
 */
export function levelTitleCase(title: string): string {
  const words = [...title.matchAll(WORD)].map(match => ({ text: match[0], at: match.index }));
  const longWords = words.filter(word => word.text.length > 3);
  const capital = longWords.filter(word => /^\p{Lu}/u.test(word.text)).length;
  if (longWords.length < 4 || capital / longWords.length < 0.8) return title;
  let out = title;
  let covered = 0;
  for (const word of words) {
    if (word.at < covered) continue;
    const name = nameAt(title, word.at);
    if (name > 0) {
      covered = word.at + name;
      continue;
    }
    if (/^\p{Lu}[\p{Ll}']+(?:-\p{L}+)*\.?$/u.test(word.text) && word.at > 0) {
      out =
        out.slice(0, word.at) +
        word.text.toLowerCase().padEnd(word.text.length) +
        out.slice(word.at + word.text.length);
    }
  }
  return out.length === title.length ? out : title;
}
