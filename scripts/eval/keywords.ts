import table from './gpr-words.json' with { type: 'json' };

/** Names of the eight categories, and the frozen words and phrases of each. */
export const GPR_CATEGORIES: Readonly<Record<string, readonly string[]>> = table.categories;

const ALL = Object.values(GPR_CATEGORIES).flat();
const pattern = (entry: string): string => entry.replaceAll(' ', '\\s+').replace(/\*$/, '\\w*');
const ANY = new RegExp(`\\b(?:${ALL.map(pattern).join('|')})\\b`);

/** True when a headline holds a word or phrase of any category, in whole words; hyphens part words, case says nothing. */
export function hasKeyword(headline: string): boolean {
  return ANY.test(headline.toLowerCase().replace(/[^a-z0-9]+/g, ' '));
}
