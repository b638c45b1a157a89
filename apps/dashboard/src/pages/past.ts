import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Context } from 'hono';
import type { PageDeps } from './deps.ts';
import type { LayoutProps } from './layout.tsx';
import { pinnedWords } from './range-bar.tsx';

/** The position that a list is shown as of, as its address says it, and how to come back to what is known now. */
export type Past = { asOf: Position; text: string; past: NonNullable<LayoutProps['past']> };

/** What `asOf=` of an address asks for; null without it. Throws a problem where it is neither a position nor a time. */
export async function pastOf({ positionAt }: PageDeps, c: Context): Promise<Past | null> {
  const text = c.req.query('asOf');
  if (text === undefined || text === '') return null;
  const asOf = await positionAt(text);
  const { searchParams, pathname } = new URL(c.req.url);
  searchParams.delete('asOf');
  const rest = searchParams.toString();
  const back = rest === '' ? pathname : `${pathname}?${rest}`;
  return { asOf, text, past: { words: pinnedWords(null, asOf), back } };
}
