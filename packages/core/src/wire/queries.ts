import { z } from 'zod';
import { REGION_IDS } from '../domain/region.ts';
import {
  asOfParam,
  atParam,
  cursorParam,
  eventTypeParam,
  fromParam,
  indicatorParam,
  numberParam,
  reportParam,
  subjectParam,
  textParam,
  toParam,
  withoutParam,
  wordParam,
} from './params.ts';

/** What each question of the API takes, as it stands in its address. A parameter that is left out, or empty, is not given. */

const asOf = asOfParam.exactOptional();
const without = withoutParam.exactOptional();
const range = { from: fromParam.exactOptional(), to: toParam.exactOptional() };
const page = { cursor: cursorParam.exactOptional() };

export const asOfQuery = z.object({ asOf });

export const seriesQuery = z.object({
  subject: subjectParam,
  indicator: indicatorParam.exactOptional(),
  ...range,
  step: wordParam('step', ['hour', 'day', 'week'], 'Width of a bucket; day without one').exactOptional(),
  asOf,
  without,
  format: wordParam('format', ['json', 'csv'], 'json without one').exactOptional(),
});

const flag = (name: string, description: string) => wordParam(name, ['1'], description).exactOptional();

/** What of the ranking is wanted. */
export const subjectsChoice = z.object({
  kind: wordParam('kind', ['dyad', 'country'], 'Pairs or countries alone').exactOptional(),
  region: wordParam(
    'region',
    REGION_IDS,
    'A region of the UN, or a continent, that one of the countries lies in',
  ).exactOptional(),
  q: textParam('Part of the name, or a code').exactOptional(),
  alert: flag('alert', '1: with a standing alert'),
  rising: flag('rising', '1: higher than a week before'),
  watch: flag('watch', '1: on the watch-list of whoever asks'),
});

export const subjectsQuery = z.object({
  ...subjectsChoice.shape,
  limit: numberParam('limit', 1, 10_000, 'Subjects a page; all without one').exactOptional(),
  ...page,
  asOf,
  without,
  format: wordParam('format', ['json', 'csv'], 'json without one').exactOptional(),
});

export const contributionsQuery = z.object({
  subject: subjectParam,
  indicator: indicatorParam.exactOptional(),
  at: atParam,
  limit: numberParam('limit', 1, 1_000, 'Stories shown, the biggest; 200 without one').exactOptional(),
  asOf,
  without,
});

/** The filter of the events: what narrows them, without what pages through them. */
export const eventsFilter = z.object({
  subject: subjectParam.exactOptional(),
  type: eventTypeParam.exactOptional(),
  quad: numberParam(
    'quad',
    1,
    4,
    'Quad class: verbal or material cooperation, verbal or material conflict',
  ).exactOptional(),
  status: wordParam('status', ['coded', 'suppressed', 'rejected'], 'coded without one').exactOptional(),
  actor: textParam('Who acted: a country code, or part of the name of a body').exactOptional(),
  recipient: textParam('Who it was done to, likewise').exactOptional(),
  outlet: textParam('Part of the name of the outlet').exactOptional(),
  source: textParam('Name of the source that pushed the report').exactOptional(),
  q: textParam('Words of the report').exactOptional(),
  ...range,
  report: reportParam.exactOptional(),
});

export const eventsQuery = z.object({
  ...eventsFilter.shape,
  limit: numberParam(
    'limit',
    1,
    1_000,
    'Events a page; 50 without one. csv and ndjson go on to the end without one',
  ).exactOptional(),
  ...page,
  asOf,
  format: wordParam('format', ['json', 'csv', 'ndjson'], 'json without one').exactOptional(),
});

export const feedQuery = z.object({
  limit: numberParam('limit', 1, 200, 'Events; 20 without one').exactOptional(),
  asOf,
});

export const alertsQuery = z.object({
  standing: wordParam('standing', ['true', 'false'], 'Only those that have not been cleared').exactOptional(),
  asOf,
});

export const thresholdsQuery = z.object({ subject: subjectParam.exactOptional(), asOf });

export const reportsQuery = z.object({
  status: wordParam('status', ['pending', 'coded', 'not-coded', 'failed'], 'What became of them').exactOptional(),
  asOf,
  limit: numberParam(
    'limit',
    1,
    500,
    'Reports a page; 50 without one. csv and ndjson go on to the end without one',
  ).exactOptional(),
  ...page,
  format: wordParam('format', ['json', 'csv', 'ndjson'], 'json without one').exactOptional(),
});

export const liveQuery = z.object({
  after: numberParam(
    'after',
    0,
    999_999_999_999_999,
    'Position that the client has; Last-Event-ID goes before it',
  ).exactOptional(),
  view: z
    .string()
    .max(100)
    .meta({ description: 'View of the hello that the client had; another one starts over' })
    .exactOptional(),
});
