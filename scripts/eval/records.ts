import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventType } from '@tensiometer/core/domain/ontology.ts';

/** A set that was asked for is not there; the message names the file. */
export class MissingSet extends Error {}

type GsrParty = { text: string; code: string | null };
export type PlvRecord = { root: string; quad: number; sentence: string; actor: string; recipient: string };
export type GsrRecord = { event: EventType; text: string; actor: GsrParty[]; recipient: GsrParty[] };
export type PetrarchRecord = { text: string; date: string; events: { eventcode?: string }[] };
export type HuffpostRecord = { category: string; headline: string; short_description: string; date: string };
/** `day` is YYYY-MM-DD. */
export type Headline = { day: string; text: string };
export type GprDay = { day: string; all: number; act: number; threat: number };

/** The text of one file of a folder. Throws `MissingSet` when it cannot be read. */
export function readSet(folder: string, file: string): string {
  const path = join(folder, file);
  if (!existsSync(path)) throw new MissingSet(`${path} is missing`);
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}

const lines = (text: string): string[] => text.split(/\r?\n/).filter(line => line.trim() !== '');

/** One record a line. Their shape is stated by the README of the sets and is not checked again. */
function readRecords<T>(folder: string, file: string): T[] {
  return lines(readSet(folder, file)).map(line => JSON.parse(line) as T);
}

export const readPlv = (folder: string): PlvRecord[] => readRecords(folder, 'plv-dev.jsonl');
export const readGsr = (folder: string): GsrRecord[] => readRecords(folder, 'gsr-dev.jsonl');
export const readPetrarch = (folder: string): PetrarchRecord[] => readRecords(folder, 'petrarch2-validation.jsonl');
export const readHuffpost = (folder: string): HuffpostRecord[] => readRecords(folder, 'huffpost-dev.jsonl');

/** Dated headlines of a news service; one told twice on a day is left out the second time. */
export function readHeadlines(folder: string): Headline[] {
  const seen = new Set<string>();
  return lines(readSet(folder, 'abc-headlines-2003.csv'))
    .slice(1)
    .filter(line => !seen.has(line) && seen.add(line))
    .map(line => ({
      day: dashed(line.slice(0, 8)),
      text: line
        .slice(9)
        .replace(/^"(.*)"$/, '$1')
        .replaceAll('""', '"'),
    }));
}

/** YYYY-MM-DD of YYYYMMDD. */
export const dashed = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

/** The daily index of geopolitical risk with its two parts, by the names of the columns. */
export function readGpr(folder: string): GprDay[] {
  const [head = '', ...rows] = lines(readSet(folder, 'gpr-daily-2003.csv'));
  const names = head.split(',');
  return rows.map(row => {
    const cells = row.split(',');
    const of = (name: string) => cells[names.indexOf(name)] ?? '';
    return { day: of('date'), all: Number(of('gprd')), act: Number(of('gprd_act')), threat: Number(of('gprd_threat')) };
  });
}
