import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';

/** One word or mark of a report. `start` and `end` are UTF-16 offsets into the report. */
export type Token = {
  start: number;
  end: number;
  text: string;
  lower: string;
  lemma: string;
  pos: string;
};

const nlp = winkNLP(model, ['sbd', 'pos']);
const its = nlp.its;
// The typings of wink-nlp give this one extractor three parameters; it is called like the others.
const lemma = its.lemma as unknown as typeof its.value;

/**
 * The tokenizer remembers "president's" as one word once it met it right before a mark, and splits it differently from then
 * on; parted from the mark, it is split alike in every text.
 */
const POSSESSIVE_BEFORE_MARK = /(\p{L}'s?)(?=[^\p{L}\p{N}\s])/gu;

/** Sentences of a stretch of text as lists of tokens; an empty line always ends a sentence. */
export function readSentences(text: string, offset: number): Token[][] {
  const sentences: Token[][] = [];
  const doc = nlp.readDoc(text.replace(POSSESSIVE_BEFORE_MARK, '$1 '));
  const values = doc.tokens().out();
  const poses = doc.tokens().out(its.pos);
  const lemmas = doc.tokens().out(lemma);
  const ends = new Set(
    doc
      .sentences()
      .out(its.span)
      .map(span => span[1]),
  );
  let cursor = 0;
  let current: Token[] = [];
  const close = () => {
    if (current.length > 0) sentences.push(current);
    current = [];
  };
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? '';
    const start = text.indexOf(value, cursor);
    if (value === '' || start < 0) continue;
    const end = start + value.length;
    cursor = end;
    if (poses[i] === 'SPACE' || value.trim() === '') {
      if (value.includes('\n\n') || value.includes('\n \n') || value.includes('\r\n\r\n')) close();
    } else {
      const lower = value.toLowerCase();
      current.push({
        start: offset + start,
        end: offset + end,
        text: value,
        lower,
        lemma: (lemmas[i] ?? lower).toLowerCase(),
        pos: poses[i] ?? 'X',
      });
    }
    if (ends.has(i) && !endsInAbbreviation(current)) close();
  }
  close();
  return sentences;
}

const ABBREVIATIONS = new Set([
  'u.s.',
  'u.k.',
  'u.n.',
  'gen.',
  'lt.',
  'col.',
  'sen.',
  'rep.',
  'gov.',
  'st.',
  'jan.',
  'feb.',
  'aug.',
  'sept.',
  'oct.',
  'nov.',
  'dec.',
  'maj.',
  'sgt.',
  'adm.',
  'n.',
  's.',
]);

function endsInAbbreviation(tokens: Token[]): boolean {
  const last = tokens[tokens.length - 1];
  return last !== undefined && ABBREVIATIONS.has(last.lower);
}
