/** What an item is and what the coder answered; null is "nothing". */
export type Answered = { gold: string | null; answer: string | null };
export type ClassRow = { name: string; precision: number; recall: number; f1: number; n: number; answered: number };

type Counts = { hit: number; gold: number; answered: number };

function count(items: readonly Answered[]): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  const of = (name: string): Counts => {
    const known = counts.get(name) ?? { hit: 0, gold: 0, answered: 0 };
    counts.set(name, known);
    return known;
  };
  for (const { gold, answer } of items) {
    if (gold !== null) of(gold).gold += 1;
    if (answer !== null) of(answer).answered += 1;
    if (gold !== null && gold === answer) of(gold).hit += 1;
  }
  return counts;
}

/** Precision, recall and F1 of each class, in the order given. A ratio of nothing is 0. */
export function classTable(items: readonly Answered[], classes: readonly string[]): ClassRow[] {
  const counts = count(items);
  return classes.map(name => {
    const { hit, gold, answered } = counts.get(name) ?? { hit: 0, gold: 0, answered: 0 };
    return {
      name,
      precision: answered === 0 ? 0 : hit / answered,
      recall: gold === 0 ? 0 : hit / gold,
      f1: hit === 0 ? 0 : (2 * hit) / (gold + answered),
      n: gold,
      answered,
    };
  });
}

/** Mean F1 over the classes; one that neither occurs nor is answered is left out. NaN when all are. */
export function macroF1(items: readonly Answered[], classes: readonly string[]): number {
  const counts = count(items);
  let sum = 0;
  let present = 0;
  for (const name of classes) {
    const found = counts.get(name);
    if (!found) continue;
    present += 1;
    sum += (2 * found.hit) / (found.gold + found.answered);
  }
  return present === 0 ? Number.NaN : sum / present;
}

/** Share of the items for which something holds, of those for which it can be asked (`of`); NaN when there are none. */
export function share<T>(
  items: readonly T[],
  holds: (item: T) => boolean,
  of: (item: T) => boolean = () => true,
): number {
  let asked = 0;
  let held = 0;
  for (const item of items) {
    if (!of(item)) continue;
    asked += 1;
    if (holds(item)) held += 1;
  }
  return asked === 0 ? Number.NaN : held / asked;
}
