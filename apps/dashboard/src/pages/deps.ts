import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { Share } from '@tensiometer/core/log/shares.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { CorrectionBody } from '@tensiometer/core/wire/corrections.ts';
import type { Context } from 'hono';
import type { Assets } from '../assets.ts';
import type { RuleCommands } from '../rule-commands.ts';

/** What the pages are given. `ingestUrl` is the address that reports are pushed to, as seen by the reader. */
export type PageDeps = {
  queries: Queries;
  today(): Day;
  /** The position that a position or a time stands for; throws a problem for anything else. */
  positionAt(text: string): Promise<Position>;
  /** What whoever asks has on their watch-list. */
  watched(c: Context): Promise<Subject[]>;
  /** Links that were shared, newest first. */
  shares(): Promise<Share[]>;
  /** Corrects a report for whoever asks; throws a problem that says what to do. */
  correct(c: Context, body: CorrectionBody): Promise<unknown>;
  /** Who asks. */
  userOf(c: Context): string;
  /** What the forms about lines and alerts do. */
  rules: RuleCommands;
  assets: Assets;
  ingestUrl: string;
  demoAvailable: boolean;
};
