import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { Assets } from '../assets.ts';

/** What the pages are given. `ingestUrl` is the address that reports are pushed to, as seen by the reader. */
export type PageDeps = {
  queries: Queries;
  today(): Day;
  assets: Assets;
  ingestUrl: string;
  demoAvailable: boolean;
};
