import type { Problem } from '@tensiometer/core/wire/problem.ts';

/** An answer that was no success, in words for a person. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, words: string) {
    super(words);
    this.name = 'Refused';
    this.status = status;
  }
}

/** Reads an answer of our own API. Its shape is fixed by `wire/api.ts`, which server and browser share in one build. */
export async function ask<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as T;
}

/** Sends a command; answers the body if there is one. */
export async function tell(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: method === 'DELETE' ? null : JSON.stringify(body ?? {}),
  });
  if (!response.ok) throw await refusal(response);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** What went wrong, for the line beside a control. */
export function wordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  return 'The server did not answer. Check that it runs, then try again.';
}

async function refusal(response: Response): Promise<Refused> {
  const problem = await readProblem(response);
  if (response.status === 401) return new Refused(401, 'You are signed out. Reload the page to sign in.');
  const pointed = (problem.errors ?? []).map(error => `${error.pointer.replace(/^\//, '')}: ${error.detail}`);
  const words = [problem.title, problem.detail, ...pointed, problem.hint].filter(
    part => part !== undefined && part !== '',
  );
  const sentences = words.map(part => (part === undefined || /[.!?]$/.test(part) ? part : `${part}.`));
  return new Refused(response.status, sentences.join(' ') || `The server answered ${response.status}.`);
}

async function readProblem(response: Response): Promise<Partial<Problem>> {
  try {
    return (await response.json()) as Partial<Problem>;
  } catch {
    return {}; // a proxy in between may answer with something else
  }
}
