type Part = string | number | boolean | null | undefined;

/**
 * Features that are switched on. A feature is called `field=part|part`; what counts is the hash of that name, which is
 * taken without writing the name, since a report asks for thousands. A named list keeps the names too.
 */
export type SignList = { add(field: string, a?: Part, b?: Part, c?: Part): void; hashes: number[]; names: string[] };

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** An empty list; `named` keeps the names, for training and for explanations. */
export function createSignList(named: boolean): SignList {
  const hashes: number[] = [];
  const names: string[] = [];
  const add: SignList['add'] = (field, a, b, c) => {
    let hash = follow(OFFSET, field);
    if (a !== undefined) hash = follow(Math.imul(hash ^ 61, PRIME), a);
    if (b !== undefined) hash = follow(Math.imul(hash ^ 124, PRIME), b);
    if (c !== undefined) hash = follow(Math.imul(hash ^ 124, PRIME), c);
    hashes.push(hash >>> 0);
    if (named) names.push(nameOf(field, a, b, c));
  };
  return { add, hashes, names };
}

function nameOf(field: string, a: Part, b: Part, c: Part): string {
  const parts = [a, b, c].filter(part => part !== undefined);
  return parts.length === 0 ? field : `${field}=${parts.join('|')}`;
}

/** FNV-1a (Fowler, Noll and Vo) over the characters of one more part. */
function follow(start: number, part: Part): number {
  const text = typeof part === 'string' ? part : String(part);
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}
