import { createCoder } from '../../packages/core/src/domain/coder/coder.ts';
import countries from '../../packages/core/src/domain/coder/countries.lexicon.json' with { type: 'json' };
import { processorMs, quantile } from './figures.ts';

const SHORT = 4_000;
const TIMES = 8;
const ROUNDS = 5;
/** A text of eight times the length may take ten times as long. */
const BAR = 10;

const names = countries.map(country => country.names[0] ?? country.code);
/** Two countries, other ones for every `n` up to about forty thousand. */
const pair = (n: number): [string, string] => {
  const a = n % names.length;
  const b = (a + 1 + (Math.floor(n / names.length) % (names.length - 1))) % names.length;
  return [names[a] ?? '', names[b] ?? ''];
};
const repeat = (unit: string) => fill(() => unit);
function fill(part: (n: number) => string): (length: number) => string {
  return length => {
    let text = '';
    for (let n = 0; text.length < length; n += 1) text += part(n);
    return text.slice(0, length);
  };
}

const OPENING = 'The army of Iraq attacked the army of Iran on Monday, the ministry said. ';
/** Puts a stretch of the length into the middle of a sentence with words that hint at a date. */
const within = (stretch: string) => (length: number) =>
  `${OPENING}The army said on Monday in ${stretch.repeat(length - 200)} that on 3 May the army of Iran attacked Iraq. ${OPENING}`;

/** Texts written to hurt: each gives the text of a kind at a length. */
const texts: Record<string, (length: number) => string> = {
  'ordinary sentences': repeat(`${OPENING}It was the third attack in a week. `),
  commas: repeat('the army of Iraq, Iran, Syria, , and, , the, '),
  'nested brackets': length =>
    `${'the army ( of Iraq '.repeat(length / 34)} ${'in the war ) '.repeat(length / 34)}`.slice(0, length),
  quotes: repeat('"the army" of "Iraq said" that “the ” " '),
  and: repeat('Iraq and the army of Iran and '),
  'clauses with that': repeat('the army of Iraq said that the army of Iran said that '),
  'clauses with if': repeat('if the army attacks Iran, if the army of Iraq attacks, '),
  'clauses with who': repeat('the army which the army of Iraq who attacked '),
  infinitives: repeat('the army has to have been to be said to want to have to '),
  semicolons: repeat('the army of Iraq attacked Iran; the army of Iran attacked; '),
  possessives: repeat("the army's Iraq's president's Iran's 'the' of ' "),
  hyphens: repeat('the pro-Iraq anti-Iran-backed US-led army-of-the-north -- - '),
  'names of countries': fill(n => `the ${names[n % names.length]} of `),
  'beginnings of names': repeat('the Bosnia and Bosnia of the United Arab United States of Democratic Republic of '),
  'nouns of acts': repeat('the arrest of the attack on the visit of the talks with Iraq of '),
  numbers: repeat('the 12 of 3,400 in 1,2 to 5.6 % of 7 1/2/3 '),
  dates: repeat('on 3 May 2004 and on Tuesday, 12 June 1999, in the 1980s, last week, '),
  'words of dates': repeat('the May may March of Sun in Mon to Dec and Sat 3 may 4 march second '),
  capitals: repeat('THE ARMY OF IRAQ ATTACKED THE ARMY OF IRAN IN THE NORTH, '),
  'remains of HTML': repeat('<the of <a <b in & &am &amp; < > <p> the '),
  'addresses of the web': repeat(`the ${'a.'.repeat(30)}b@${'a-a.'.repeat(12)} of http://${'a.'.repeat(40)} `),
  'marks without width': repeat('the\u200b\u200d\u200e army of \u202eIraq\u2060 said '),
  emoji: repeat('the 🇮🇶 army 😡 of 👩‍👩‍👧‍👦 Iran '),
  'a stretch of spaces': within(' '),
  'one long word': within('x'),
  'empty lines': repeat('Iraq\n\nof the\n\n'),
  'acts between other countries each time': fill(n => {
    const [a, b] = pair(n);
    return `The army of ${a} expelled the ambassador of ${b}. `;
  }),
  'acts of one country on others each time': fill(n => {
    const [a, b] = pair(n);
    return `The army of Iran attacked the troops of ${a} and ${b}. `;
  }),
  'one act told whole and then in part': length =>
    repeat('The army of Iran attacked the troops of Iraq. ')(length / 2) +
    repeat('The army of Iran fired missiles. ')(length / 2),
  'one act on other days each time': fill(
    n => `The army of Iran attacked the troops of Iraq on ${(n % 28) + 1} May ${1950 + (Math.floor(n / 28) % 70)}. `,
  ),
};

/** How the time grows with the length of texts written to hurt; a ratio over the bar makes the process end with code 1. */
export async function benchCoderGrowth(): Promise<void> {
  const coder = await createCoder();
  const code = (text: string) =>
    coder.code({ id: 'bench', text, titleLength: 0, publishedAt: null, language: null }).reason;
  for (const [name, build] of Object.entries(texts)) {
    const [short, long] = [build(SHORT), build(SHORT * TIMES)];
    const unread = [short, long].map(code).find(reason => reason === 'empty' || reason === 'unsupported-language');
    if (unread) throw new Error(`The text of ${name} is not read: ${unread}.`);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      short: processorMs(() => {
        for (let i = 0; i < TIMES; i += 1) code(short);
      }),
      long: processorMs(() => code(long)),
    }));
    // Eight readings of the short text take as long as one of the long text should, so both meet the same disturbances.
    const ratio =
      TIMES *
      quantile(
        rounds.map(round => round.long / round.short),
        0.5,
      );
    const ms = quantile(
      rounds.map(round => round.short / TIMES),
      0.5,
    );
    const verdict = ratio > BAR ? `, over the bar of ${BAR}` : '';
    process.stdout.write(
      `coder-growth: ${name}: ${ms.toFixed(1)} ms, at ${TIMES} times the length ${ratio.toFixed(1)} times${verdict}\n`,
    );
    if (ratio > BAR) process.exitCode = 1;
  }
}
