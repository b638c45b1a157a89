import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleAlert } from './example-message.ts';
import { fillTemplate, parseTemplate, TEMPLATE_VARIABLES } from './template.ts';
import { valuesOf } from './words.ts';

const values = valuesOf(exampleAlert('https://tension.example'));
const filled = (text: string, with_ = values): string => {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(parsed.detail);
  return fillTemplate(parsed.template, with_);
};

test('variables are filled in, spaces in the braces or not', () => {
  expect(filled('{{name}} at {{ value }} ({{severity}})')).toBe('Iraq–United States at 46.1 (warning)');
});

test('every variable that is listed can be named', () => {
  for (const variable of Object.keys(TEMPLATE_VARIABLES)) expect(filled(`<{{${variable}}}>`)).not.toContain('{{');
});

test.each([
  ['{{secret}}', 'there is no variable "secret"; there is: status'],
  ['{{constructor}}', 'there is no variable "constructor"'],
  ['{{__proto__}}', 'there is no variable "__proto__"'],
  ['{{}}', 'there is no variable ""'],
  ['{{name', 'has no end'],
  ['{{ {{name}} }}', 'there is no variable "{{name"'],
  ['  ', 'is empty'],
  ['x'.repeat(4_001), 'at most 4000'],
])('%s is refused on save', (text, words) => {
  expect(parseTemplate(text)).toEqual({ ok: false, detail: expect.stringContaining(words) });
});

test('what is filled in is never read as a template, and text without variables stays as it is', () => {
  const hostile = { ...values, evidence: '{{page}} $& {{unknown}}' };
  expect(filled('a {{evidence}} b', hostile)).toBe('a {{page}} $& {{unknown}} b');
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), text => {
      fc.pre(text.trim() !== '' && !text.includes('{{'));
      return filled(text) === text;
    }),
  );
});
