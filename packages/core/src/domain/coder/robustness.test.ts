import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coding } from '../coded-event.ts';
import { createCoder } from './coder.ts';
import countries from './countries.lexicon.json' with { type: 'json' };
import { NAUGHTY } from './fixtures/naughty.ts';

const coder = await createCoder();
const code = (text: string, titleLength = 0): Coding =>
  coder.code({ id: 'test', text, titleLength, publishedAt: '2024-01-25T10:00:00Z', language: null });
const SENTENCE = 'Iraq condemned the United States after the strikes near Baghdad, officials said. ';

/** All parts of a coding that hold some key, however deep. */
function holders(value: unknown, key: string): Record<string, unknown>[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(part => holders(part, key));
  return key in value ? [Object.fromEntries(Object.entries(value)), ...inner] : inner;
}

/** What holds of every answer, whatever the text: a known outcome, spans inside the text, shares of one. */
function expectAnswer(coding: Coding, text: string): void {
  expect(coding.outcome).toBe(coding.events.length > 0 ? 'coded' : 'not-coded');
  expect(coding.reason === null).toBe(coding.outcome === 'coded');
  const broken = [
    ...holders(coding, 'start').filter(
      ({ start, end }) => !(isOffset(start) && isOffset(end) && 0 <= start && start <= end && end <= text.length),
    ),
    ...holders(coding, 'confidence').flatMap(({ confidence }) =>
      Object.entries(Object(confidence)).filter(([, share]) => !isShare(share)),
    ),
    ...holders(coding, 'weight').filter(({ weight }) => !isShare(weight)),
  ];
  expect(broken).toEqual([]);
  for (const event of [...coding.events, ...coding.suppressed]) expect(event.evidence.length).toBeGreaterThan(0);
}

const isOffset = (value: unknown): value is number => Number.isInteger(value);
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;

/** Codes a text with and without a title, and once more to see that the answer stays. */
function expectSteady(text: string): void {
  const coding = code(text);
  expectAnswer(coding, text);
  expect(JSON.stringify(code(text))).toBe(JSON.stringify(coding));
  expectAnswer(code(text, text.length), text);
  expectAnswer(code(text, Math.floor(text.length / 2)), text);
}

describe('odd texts have an answer', () => {
  test.each([
    ['nothing', ''],
    ['one letter', 'a'],
    ['one word', 'Iraq'],
    ['one verb', 'attacked'],
    ['capitals', SENTENCE.toUpperCase()],
    ['small letters', SENTENCE.toLowerCase()],
    ['a capital at every word', SENTENCE.replace(/\b[a-z]/g, letter => letter.toUpperCase())],
    ['alternating capitals', SENTENCE.replace(/../g, two => two.charAt(0).toUpperCase() + two.charAt(1).toLowerCase())],
    ['no spaces', SENTENCE.replaceAll(' ', '')],
    ['a space after every letter', [...SENTENCE].join(' ')],
    ['a line for every word', SENTENCE.replaceAll(' ', '\n')],
    ['an empty line for every word', SENTENCE.replaceAll(' ', '\r\n\r\n')],
    ['backwards', [...SENTENCE].reverse().join('')],
    ['marks only', '.,;:!?-–—()[]{}<>"\'“”‘’«»…/\\|@#$%^&*_+=~`'],
    ['full stops only', '. . . . ... …'],
    ['numbers only', '12 3,400 5.6 7/8 2024-01-25 10:00 +49 30 123456 1e9 ٣ 四'],
    ['remains of HTML', `<p class="lead">Iraq&nbsp;condemned <b>Iran</b>.</p><script>if (a < b) { }</script><br/`],
    ['HTML that never closes', `Iraq condemned Iran <a href="${'x'.repeat(2_000)}`],
    ['JSON', JSON.stringify({ title: SENTENCE, tags: ['Iraq', null, 1], nested: { text: SENTENCE } })],
    ['an address of the web', 'https://example.org/world/iraq-condemns-iran?utm=1#top Iraq condemned Iran.'],
    ['Chinese', '伊拉克谴责美国对该国民兵组织的空袭行动。'],
    ['Chinese around English', `伊拉克 ${SENTENCE}谴责美国`],
    ['Arabic around English', `أدان العراق ${SENTENCE}الضربات الأمريكية`],
    ['Hebrew around English', `ישראל תקפה ${SENTENCE}בדרום לבנון`],
    ['marks of direction', '\u202eIraq \u2067condemned\u2069 Iran\u202c.\u200f'],
    ['marks without width', [...SENTENCE].join('\u200b')],
    ['a byte order mark', `\ufeff${SENTENCE}`],
    ['combining accents', [...SENTENCE].join('\u0301\u0323')],
    ['one letter under a hundred accents', `Iraq a${'\u0301'.repeat(100)} condemned Iran.`],
    ['wide letters', 'Ｉｒａｑ ｃｏｎｄｅｍｎｅｄ Ｉｒａｎ．'],
    ['mathematical letters', '𝐈𝐫𝐚𝐪 𝐜𝐨𝐧𝐝𝐞𝐦𝐧𝐞𝐝 𝐈𝐫𝐚𝐧.'],
    ['Cyrillic letters that look Latin', 'Irаq cоndеmned Irаn.'],
    [
      'letters that change length with case',
      'İSTANBUL ßtraße ŉ ﬁrst ΐ Turkey condemned Iraq İİİİ. Iraq condemned Iran.',
    ],
    ['emoji', 'Iraq 🇮🇶 condemned 😡 Iran 🇮🇷 👩‍👩‍👧‍👦 ☢️ 1️⃣.'],
    ['a flag for each party', '🇮🇶 condemned 🇮🇷.'],
    ['lone surrogates', 'Iraq \ud800 condemned \udfff Iran\udc00\ud800.'],
    ['surrogates within words', 'Ir\ud83daq condem\udc00ned Iran.'],
    ['NUL', 'Iraq\0condemned\0Iran.'],
    ['all control characters', Array.from({ length: 160 }, (_, n) => `Iraq${String.fromCharCode(n)}`).join('')],
    ['non-characters', 'Iraq \uffff condemned \ufffe Iran \ufdd0.'],
    ['line separators', 'Iraq condemned\u2028Iran.\u2029Iran condemned\u0085Iraq.\v\f'],
    [
      'translated by a machine',
      'The Iraq has the ambassador of the USA ordered in, after that the bombs on the militia fell down have.',
    ],
    [
      'translated word by word',
      'It was by the government Iraqi condemned of the States United the attack, said yesterday the spokesman of same.',
    ],
    [
      'translated with articles everywhere',
      'The Mr. President the Putin has to the Ukraine the war of the threat pronounced, the news of the agency.',
    ],
    [
      'names that are words of JavaScript',
      'constructor attacked __proto__ and toString in hasOwnProperty; valueOf condemned Iraq.',
    ],
    ['only stop words', 'the of to and in a on for with that is was by at from has'],
    ['a list', '1. Iraq\n2. Iran\n3. Syria\n- attacked\n* killed\n• said'],
    ['a table', 'Country\tKilled\tInjured\nIraq\t12\t40\nIran\t7\t9\n'],
    ['a dateline and nothing else', 'BAGHDAD (Reuters) - '],
    ['a quotation that never closes', 'Iraq said: “Iran attacked us and the United States'],
  ])('%s', (_name, text) => {
    expectSteady(text);
  });

  test.each(NAUGHTY.map(text => [JSON.stringify(text).slice(0, 40), text]))('%s', (_name, text) => {
    expectSteady(text);
    expectSteady(`Iraq condemned ${text} Iran on Monday, ${text} said.`);
  });
});

describe('long texts have an answer', () => {
  const many = (unit: string, times = 3_000) => `The army of Iraq said. ${unit.repeat(times)}Iran attacked Iraq.`;
  const names = countries.map(country => country.names[0] ?? country.code);

  test.each([
    ['ten million letters of ordinary words', SENTENCE.repeat(10_000_000 / SENTENCE.length + 1)],
    ['a word of ten million letters', 'x'.repeat(10_000_000)],
    ['a word of ten million letters in a sentence', `Iraq said ${'x'.repeat(10_000_000)} attacked Iran.`],
    ['ten million spaces', `Iraq attacked${' '.repeat(10_000_000)}Iran.`],
    ['commas', many('Iraq, ')],
    ['bare commas', many(',')],
    ['brackets', many('(Iraq) [Iran] {Syria} ')],
    ['brackets in brackets', `${'(Iraq ['.repeat(3_000)}attacked Iran${'])'.repeat(3_000)}`],
    ['brackets in brackets with spaces', `${'( Iraq '.repeat(3_000)}attacked Iran${' )'.repeat(3_000)}`],
    ['quotes', many('"Iraq" “said” ')],
    ['quotes that never close', many('“ Iraq said ')],
    ['and', many('Iraq and ')],
    ['clauses with that', many('Iraq said that ')],
    ['clauses with if', many('if Iraq attacks Iran, ')],
    ['clauses with which', many('the army which Iraq ')],
    ['infinitives', many('wants to ')],
    ['possessives', many("Iraq's ")],
    ['possessives before marks', many("the president's, ")],
    ['hyphens', many('pro-Iraq anti-Iran -- - ')],
    ['one long hyphenated word', many('pro-')],
    ['names of countries', many(`${names.join(' ')} `, 20)],
    ['names of countries with commas', many(`${names.join(', ')} `, 20)],
    ['numbers', many('12 3,400 5.6 ')],
    ['dates', many('on 3 May 2004, last Tuesday, ')],
    ['words that may be dates', many('may march sun second ')],
    ['acts', many('Iran attacked Iraq. ')],
    ['negations', many('not never no ')],
    ['verbs', many('attacked killed condemned said ')],
    ['abbreviations', many('Gen. Lt. Col. U.S. U.N. ')],
    ['open tags', many('<b <i ')],
    ['entities', many('&amp;&nbsp;&am')],
    ['line ends', many('\n')],
    ['emoji', many('👩‍👩‍👧‍👦')],
  ])('%s', (_name, text) => {
    const coding = code(text);
    expectAnswer(coding, text);
    expectAnswer(code(text, text.length), text);
  });
});

describe('texts in other languages', () => {
  test.each([
    [
      'German',
      'Der Iran hat am Montag den Botschafter der Vereinigten Staaten einbestellt und die Luftangriffe auf das Nachbarland scharf verurteilt.',
    ],
    [
      'French',
      "La Russie a accusé l'Ukraine d'avoir attaqué un dépôt de carburant pendant la nuit, tandis que Kiev démentait toute implication.",
    ],
    [
      'Spanish',
      'El gobierno de Colombia retiró este lunes a su embajador en Managua y suspendió las conversaciones con Nicaragua.',
    ],
    [
      'Portuguese',
      'O governo brasileiro anunciou na quinta-feira que vai enviar ajuda humanitária ao Haiti e condenou os ataques contra civis.',
    ],
    [
      'Italian',
      "Il governo italiano ha convocato martedì l'ambasciatore russo dopo gli attacchi contro il porto di Odessa.",
    ],
    ['Dutch', 'Nederland heeft maandag de Russische ambassadeur ontboden na de aanvallen op de haven van Odessa.'],
    ['Swedish', 'Sverige kallade på måndagen upp Rysslands ambassadör efter attackerna mot hamnen i Odessa.'],
    [
      'Polish',
      'Polska wezwała w poniedziałek rosyjskiego ambasadora po tym, jak rakieta naruszyła jej przestrzeń powietrzną.',
    ],
    ['Turkish', "Türkiye Dışişleri Bakanlığı, Irak'ın kuzeyindeki saldırıyı kınadı ve büyükelçiyi bakanlığa çağırdı."],
    [
      'Indonesian',
      'Pemerintah Indonesia mengecam serangan Israel terhadap rumah sakit di Gaza dan memanggil duta besar.',
    ],
    ['Russian', 'Россия обвинила Украину в нападении на склад топлива, а Киев отверг эти обвинения.'],
    ['Arabic', 'أدانت وزارة الخارجية العراقية الغارات الأمريكية على مواقع داخل البلاد واستدعت السفير.'],
    ['Hebrew', 'ישראל תקפה הלילה מטרות של חיזבאללה בדרום לבנון, כך הודיע דובר הצבא.'],
    ['Persian', 'ایران حملات هوایی آمریکا به خاک عراق را محکوم کرد و سفیر سوئیس را فراخواند.'],
    ['Chinese', '中国外交部星期一谴责美国对台湾出售武器，并召见了美国大使。'],
    ['Japanese', '日本政府は月曜日、北朝鮮によるミサイル発射を強く非難し、追加制裁を発表した。'],
    ['Hindi', 'भारत ने सोमवार को पाकिस्तान पर सीमा पर गोलीबारी करने का आरोप लगाया।'],
  ])('%s is not read', (_name, text) => {
    for (const version of [text, `${text} ${text}`, text.toUpperCase()])
      expect(code(version)).toMatchObject({ outcome: 'not-coded', reason: 'unsupported-language', events: [] });
  });

  test.each([
    ['German', 'Russland greift Hafen in Odessa mit Drohnen an'],
    ['French', 'Manifestations massives à Paris'],
    ['Spanish', 'Venezuela expulsa a diplomáticos de Ecuador'],
    ['Portuguese', 'Irã ameaça Israel com retaliação'],
    ['Italian', "Iran minaccia Israele dopo l'attacco a Damasco"],
    ['Dutch', 'Iran dreigt Israël met vergelding'],
    ['Polish', 'Rosja atakuje port w Odessie'],
    ['Indonesian', 'Rusia menyerang pelabuhan Odessa'],
  ])('a headline in %s, too short to tell, holds no event', (_name, text) => {
    expect(code(text, text.length).events).toEqual([]);
  });
});

describe('whatever strings there are', () => {
  const words = fc.constantFrom(
    ..."Iraq|Iran's|the United States|Bosnia and|US|U.S.|Kyiv|NATO|he|it|the two countries|troops|police|rebels|said|that|if|who|to|by|with|of|on|after|not|will|has|had been|attacked|killed 12|condemned|talks|visit|sanctions|withdrawal|threatened|Tuesday|3 May 2004|last year|2,000|$5 million".split(
      '|',
    ),
    ...', . ; : ! ? … - -- – — ( ) [ ] " \' “ ” ‘ ’ / \\ & < > <b> &amp; % # @ *'.split(' '),
    ...['\n', '\n\n', '\t', '\u00a0', '\u200b', '\u202e', '\ud800', '\0', '😡', '国', 'أ'],
  );
  /** Whole sentences with an act, so that many of the answers hold events. */
  const acts = fc.constantFrom(
    'Iran attacked Iraq on Monday. ',
    'On 15 January 2024 Israeli jets bombed Syria, killing 12 people. ',
    'The United States imposed sanctions on Russia. ',
    'Police in Kenya arrested 30 protesters. ',
    'France and Germany held talks in Paris. ',
    "China condemned Japan's visit to the shrine, a spokesman said. ",
    'Turkey said it would withdraw its troops from Syria. ',
  );
  const odd = fc.string({ unit: 'binary', maxLength: 6 });
  const piece = fc.oneof(
    { weight: 6, arbitrary: words },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: acts },
  );
  /** Pieces with or without a space between them, behind words enough to pass for English. */
  const pieces = fc
    .array(fc.tuple(piece, fc.boolean()), { maxLength: 30 })
    .map(
      parts => `The army of Iraq said ${parts.map(([word, apart]) => word + (apart ? ' ' : '')).join('')} in the end.`,
    );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary-ascii', maxLength: 200 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 }).map(units => String.fromCharCode(...units)),
    pieces,
  );

  test('the pieces are worth reading: many of them hold events', () => {
    const coded = fc.sample(pieces, { numRuns: 100, seed: 10 }).filter(text => code(text).outcome === 'coded');
    expect(coded.length).toBeGreaterThan(10);
  });

  test('each has one answer, with its spans inside', () => {
    fc.assert(fc.property(anything, expectSteady), { numRuns: 600, seed: 11 });
    fc.assert(fc.property(pieces, expectSteady), { numRuns: 600, seed: 12 });
  });

  test('what was read before changes nothing', () => {
    fc.assert(
      fc.property(pieces, anything, (text, other) => {
        const before = JSON.stringify(code(text));
        code(other);
        expect(JSON.stringify(code(text))).toBe(before);
      }),
      { numRuns: 600, seed: 13 },
    );
  });

  test('a publication time and a language that make no sense change no span', () => {
    fc.assert(
      fc.property(pieces, fc.string(), fc.string(), (text, publishedAt, language) => {
        expectAnswer(coder.code({ id: '', text, titleLength: 0, publishedAt, language }), text);
      }),
      { numRuns: 200, seed: 14 },
    );
  });
});
