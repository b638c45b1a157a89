import type { CodedEvent, Coder, CoderInput, Coding, NotCodedReason, SuppressedEvent } from '../coded-event.ts';
import { readAnchor } from './dates.ts';
import { createDecide } from './decide.ts';
import { finish, suppress } from './finish.ts';
import { detectLanguage, loadLanguages } from './language.ts';
import { mergeTellings } from './merge.ts';
import { MODEL } from './model.ts';
import { type Found, readReport } from './read-report.ts';
import { readSurface } from './surface.ts';
import { CODER_VERSION } from './version.ts';

/** Longest stretch of a report that is read; what lies beyond it is stored but not coded. */
const READ_AT_MOST = 60_000;

/** Loads the language table and gives the coder. The coder itself is pure, total and takes time linear in the text. */
export async function createCoder(): Promise<Coder> {
  await loadLanguages();
  return { version: CODER_VERSION, code };
}

const decide = createDecide(MODEL);

function notCoded(
  reason: NotCodedReason,
  language: string | null,
  countries: string[],
  suppressed: SuppressedEvent[],
): Coding {
  return { outcome: 'not-coded', reason, events: [], suppressed, countries, language, coder: CODER_VERSION };
}

function code(input: CoderInput): Coding {
  const text = input.text.slice(0, READ_AT_MOST);
  if (!/\p{L}/u.test(text)) return notCoded('empty', null, [], []);
  const surface = readSurface(text, input.titleLength);
  const language = detectLanguage(surface.text) ?? input.language?.slice(0, 2).toLowerCase() ?? null;
  if (language !== null && language !== 'en') return notCoded('unsupported-language', language, [], []);
  const anchor = readAnchor(input.publishedAt);
  const found = readReport(surface, text, input.titleLength, anchor, decide);
  const events: CodedEvent[] = [];
  const aside: SuppressedEvent[] = [];
  for (const { candidate, dates } of found.acts) {
    const { event, reason } = finish(candidate, dates, anchor, found.field);
    if (reason === null) events.push(event);
    else aside.push(suppress(event, reason));
  }
  const merged = mergeTellings(events);
  const suppressed = [...aside, ...merged.duplicates].sort(
    (a, b) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0),
  );
  if (merged.events.length === 0) return notCoded(reasonFor(found, suppressed), 'en', found.countries, suppressed);
  return {
    outcome: 'coded',
    reason: null,
    events: merged.events,
    suppressed,
    countries: found.countries,
    language: 'en',
    coder: CODER_VERSION,
  };
}

function reasonFor(found: Found, suppressed: SuppressedEvent[]): NotCodedReason {
  if (found.field !== null || found.countries.length === 0)
    return suppressed.some(event => event.reason !== 'low-confidence') && found.field === null
      ? 'suppressed-only'
      : 'irrelevant';
  return suppressed.length > 0 ? 'suppressed-only' : 'no-act';
}
