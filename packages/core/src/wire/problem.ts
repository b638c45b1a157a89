import { z } from 'zod';

/** An error as other programs read it (RFC 9457). `hint` says what to do next. */
export const problemShape = z
  .strictObject({
    type: z.string().describe('A stable name, urn:tensiometer:problem:…'),
    title: z.string(),
    status: z.int(),
    detail: z.string().exactOptional(),
    hint: z.string().exactOptional().describe('What to do next'),
    errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).exactOptional(),
    limit: z.number().exactOptional(),
    current: z.looseObject({}).exactOptional().describe('What stands now, where it was changed in the meantime'),
    receipts: z.array(z.looseObject({})).exactOptional().describe('What became of each report of the request'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemShape>;

const PROBLEMS = {
  'invalid-json': [400, 'The body is not valid JSON'],
  'invalid-utf-8': [400, 'The body is not valid UTF-8'],
  'empty-body': [400, 'The body is empty'],
  unauthorized: [401, 'A key is needed'],
  'wrong-key': [401, 'This key is not known here'],
  'missing-scope': [403, 'This key may not do that'],
  'cross-site': [403, 'The request came from another site'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'This address does not take that method'],
  'id-reused': [409, 'This id already stands for another report'],
  conflict: [409, 'It was changed in the meantime'],
  'too-large': [413, 'The body is over the limit'],
  'unsupported-type': [415, 'This content type is not read here'],
  'invalid-report': [422, 'The report cannot be read'],
  'invalid-request': [422, 'The request cannot be carried out'],
  'no-such-indicator': [422, 'There is no such indicator for this subject'],
  'too-many-reports': [429, 'This source sends more than is read'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available at the moment'],
} as const satisfies Record<string, [number, string]>;

export type ProblemName = keyof typeof PROBLEMS;

/** A problem document by its stable name; the rest says what happened this time. */
export function problem(name: ProblemName, rest: Omit<Problem, 'type' | 'title' | 'status'> = {}): Problem {
  const [status, title] = PROBLEMS[name];
  return { type: `urn:tensiometer:problem:${name}`, title, status, ...rest };
}

/** A problem on its way to the one place of an app that turns it into an answer. */
export class ProblemRaised extends Error {
  readonly problem: Problem;
  readonly headers: Record<string, string>;
  constructor(it: Problem, headers: Record<string, string> = {}) {
    super(it.title);
    this.name = 'ProblemRaised';
    this.problem = it;
    this.headers = headers;
  }
}
