/** A stretch of a text and what it is: an act by its sign, a party, or an act that was set aside. */
export type MarkKind = 'conflict' | 'cooperation' | 'neutral' | 'party' | 'set-aside';
export type Mark = {
  start: number;
  end: number;
  kind: MarkKind /** Names the act on the page: E1, S3. */;
  label?: string;
};

/** A run of text with the kinds that cover it; `closing` are the labels of marks that end with it. */
export type Piece = { text: string; kinds: MarkKind[]; closing: string[]; opening: string[] };

/**
 * Cuts `text` (which begins at `offset` of the report) wherever a mark begins or ends, so that marks may overlap or
 * stick out. A label opens and closes once, even if the mark is cut.
 */
export function pieces(text: string, offset: number, marks: readonly Mark[]): Piece[] {
  const end = offset + text.length;
  const inside = marks.filter(mark => mark.start < end && mark.end > offset && mark.end > mark.start);
  const cuts = new Set([offset, end]);
  for (const mark of inside) {
    cuts.add(Math.max(offset, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const bounds = [...cuts].sort((a, b) => a - b);
  return bounds.slice(0, -1).flatMap((start, i) => {
    const stop = bounds[i + 1] ?? end;
    if (stop <= start) return [];
    const over = inside.filter(mark => mark.start <= start && mark.end >= stop);
    return {
      text: text.slice(start - offset, stop - offset),
      kinds: [...new Set(over.map(mark => mark.kind))],
      opening: over.filter(mark => mark.start === start).flatMap(labelsOf),
      closing: over.filter(mark => mark.end === stop).flatMap(labelsOf),
    };
  });
}

/** Sign of a score as a kind of mark. */
export function kindOfScore(score: number): 'conflict' | 'cooperation' | 'neutral' {
  return score < 0 ? 'conflict' : score > 0 ? 'cooperation' : 'neutral';
}

/** Class of the ink for a signed number: warm, cool or none. */
export function tone(score: number): string {
  return score < 0 ? 'c' : score > 0 ? 'k' : '';
}

function labelsOf(mark: Mark): string[] {
  return mark.label === undefined ? [] : [mark.label];
}
