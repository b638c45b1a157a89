import { z } from 'zod';
import { EVENT_TYPES } from '../domain/ontology.ts';
import { reportParam } from './params.ts';

const type = z
  .string()
  .transform(text => text.toUpperCase())
  .pipe(z.enum(EVENT_TYPES, { error: `There is: ${EVENT_TYPES.join(', ')}.` }));
const mode = z.string().max(40).nullish().describe('Of the type, where it has modes');
const code = z
  .string()
  .trim()
  .transform(text => text.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{3}$/, { error: 'A country is named by three letters, such as IRQ.' }));
const side = z.array(code).max(30);
const date = z.iso.date({ error: 'A day is written as 2024-01-25.' });
const event = z.uuid().describe('Id of the event, as the report shows it');
const common = {
  reportId: reportParam,
  version: z.int().min(0).describe('correctionsVersion of the report as you saw it'),
};
const reason = z.string().trim().min(1, { error: 'Say why, in a few words.' }).max(500);

/** What a person can do to the coding of a report. */
export const correctionBody = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.literal('reject'), ...common, event, reason }),
    z.strictObject({ action: z.literal('retype'), ...common, event, type, mode, reason }),
    z.strictObject({ action: z.literal('parties'), ...common, event, actors: side.min(1), recipients: side, reason }),
    z.strictObject({ action: z.literal('date'), ...common, event, date, reason }),
    z.strictObject({
      action: z.literal('add'),
      ...common,
      start: z.int().min(0).describe('First UTF-16 unit of the words that tell it, in the text of the report'),
      end: z.int().min(1).describe('The unit after the last'),
      type,
      mode,
      actors: side.min(1),
      recipients: side,
      date: date.nullish().describe('Day of publication without one'),
      reason,
    }),
    z.strictObject({
      action: z.literal('undo'),
      ...common,
      correction: z.uuid(),
      reason: z.string().trim().max(500).default(''),
    }),
  ],
  { error: '"action" is one of reject, retype, parties, date, add and undo.' },
);
export type CorrectionBody = z.infer<typeof correctionBody>;

export const withdrawBody = z.strictObject({ reason });

/** Reads a correction, and says what is wrong with one that makes no sense. */
export function parseCorrection(value: unknown): { ok: true; body: CorrectionBody } | { ok: false; detail: string } {
  const parsed = correctionBody.safeParse(value);
  if (parsed.success) return { ok: true, body: parsed.data };
  const said = parsed.error.issues.map(issue =>
    [issue.path.join('.'), issue.message].filter(part => part !== '').join(': '),
  );
  return { ok: false, detail: said.join('; ') };
}
