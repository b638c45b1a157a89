import { z } from 'zod';
import { INDICATORS } from '../../domain/indicator.ts';

/** What many answers of the API have in common. */

export const count = z.int().min(0);
export const position = count.describe('Position in the event log');
/** Subjects and days are plain strings in the program: their form is checked where they enter it. */
export const subject = z.string().describe('A dyad (IRQ-USA, codes in alphabetical order), a country (IRQ) or world');
export const day = z.string().describe('A UTC day, YYYY-MM-DD');
export const instant = z.string().describe('RFC 3339, in UTC');
export const asOf = position.describe('The position that the answer was taken at');
export const coverage = z
  .enum(['ok', 'low', 'none'])
  .describe('low: fewer than 5 reports or 2 outlets in 14 days; none: no report, so no value');
export const severity = z.enum(['warning', 'critical']);
export const step = z.enum(['hour', 'day', 'week']);
export const indicator = z.enum(INDICATORS);
export const demo = z.boolean().describe('At least one demo report stands behind it');
export const next = z.string().nullable().describe('Cursor of the next page; null on the last');
