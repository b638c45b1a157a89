/** What a template may name, with what stands for it. */
export const TEMPLATE_VARIABLES = {
  status: 'firing or resolved',
  step: 'raised, escalated, repeated or cleared',
  severity: 'warning or critical',
  subject: 'code of the subject, such as IRQ-USA',
  name: 'name of the subject, such as Iraq–United States',
  rule: 'name of the rule, or its id',
  indicator: 'name of the indicator',
  value: 'the reading, with one decimal; "no reading" without one',
  line: 'the line that was crossed',
  day: 'day of the reading, UTC',
  since: 'when the alert was raised, RFC 3339',
  until: 'when it was cleared; empty while it stands',
  sentence: 'what happened, in a sentence',
  evidence: 'the sentences behind it, one a line',
  page: 'address of the page that shows what the rule saw',
  acknowledge: 'address that acknowledges it, after a confirmation',
  silence: 'address that silences the rule, after a confirmation',
  alert: 'id of the alert',
  position: 'position of the log that the reading was taken at',
} as const;
export type TemplateVariable = keyof typeof TEMPLATE_VARIABLES;

/** A template cut into words to keep and variables to fill in. */
export type Template = readonly (string | { variable: TemplateVariable })[];
export type ParsedTemplate = { ok: true; template: Template } | { ok: false; detail: string };

const MAX_LENGTH = 4_000;

/**
 * Reads a template: text in which `{{name}}` stands for a variable. There is nothing else in the language, and what is
 * filled in is never read again. Refuses unknown variables, naming those that there are, and braces without an end.
 */
export function parseTemplate(text: string): ParsedTemplate {
  if (text.trim() === '') return { ok: false, detail: 'the template is empty; leave it out for our own words' };
  if (text.length > MAX_LENGTH) return { ok: false, detail: `a template has at most ${MAX_LENGTH} characters` };
  const template: (string | { variable: TemplateVariable })[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open < 0) break;
    const close = text.indexOf('}}', open);
    if (close < 0) return { ok: false, detail: `"${text.slice(open, open + 20)}" opens a variable that has no end` };
    const name = text.slice(open + 2, close).trim();
    if (!isVariable(name)) {
      const known = Object.keys(TEMPLATE_VARIABLES).join(', ');
      return { ok: false, detail: `there is no variable "${name.slice(0, 40)}"; there is: ${known}` };
    }
    if (open > at) template.push(text.slice(at, open));
    template.push({ variable: name });
    at = close + 2;
  }
  if (at < text.length) template.push(text.slice(at));
  return { ok: true, template };
}

/** Fills a template in. */
export function fillTemplate(template: Template, values: Record<TemplateVariable, string>): string {
  return template.map(part => (typeof part === 'string' ? part : values[part.variable])).join('');
}

function isVariable(name: string): name is TemplateVariable {
  return Object.hasOwn(TEMPLATE_VARIABLES, name);
}
