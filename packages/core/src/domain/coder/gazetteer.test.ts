import { describe, expect, test } from 'vitest';
import actors from './actors.lexicon.json' with { type: 'json' };
import countries from './countries.lexicon.json' with { type: 'json' };
import { caseOf, findMentions } from './gazetteer.ts';
import { spellings } from './name-index.ts';
import roles from './roles.lexicon.json' with { type: 'json' };
import { sectorOf } from './sector.ts';
import { readSurface } from './surface.ts';
import { readSentences } from './tokens.ts';

type Actor = { name: string; kind: string; code: string | null; sector: string; from?: string; to?: string | null };
const ACTORS: Actor[] = actors;
const codes = new Set([...countries.map(country => country.code), 'EUR', 'UNO', 'NAT']);
const ofKind = (...kinds: string[]) => ACTORS.filter(actor => kinds.includes(actor.kind));

function mentions(report: string) {
  const { text } = readSurface(report, 0);
  return readSentences(text, 0).flatMap(tokens => findMentions(tokens, text, caseOf(tokens)));
}

const named = (report: string) => mentions(report).map(found => `${found.kind} ${found.code ?? '-'}`);

describe('the lists are as long as they are said to be', () => {
  test('countries and places', () => {
    expect(countries.length).toBeGreaterThanOrEqual(195);
    expect(countries.reduce((sum, country) => sum + country.places.length, 0)).toBeGreaterThanOrEqual(1200);
  });

  test('organisations, bodies, armed groups, media and roles', () => {
    expect(ofKind('org', 'bloc').length).toBeGreaterThanOrEqual(150);
    expect(new Set(ofKind('body').map(actor => actor.code)).size).toBeGreaterThanOrEqual(60);
    expect(ofKind('group').length).toBeGreaterThanOrEqual(300);
    expect(ofKind('media').length).toBeGreaterThanOrEqual(80);
    expect(roles.length).toBeGreaterThanOrEqual(350);
  });

  test('office-holders with their dates', () => {
    // Two of one country with the same dates count once here, so there are at least that many.
    const terms = ofKind('leader').map(({ code, from, to }) => `${code} ${from} ${to}`);
    expect(new Set(terms).size).toBeGreaterThanOrEqual(500);
  });
});

describe('each entry is well-formed', () => {
  test('every country has a name, and its code once', () => {
    expect(countries.filter(country => country.names.length === 0 || !/^[A-Z]{3}$/.test(country.code))).toEqual([]);
    expect(new Set(countries.map(country => country.code)).size).toBe(countries.length);
  });

  test('every code is a country or a bloc', () => {
    expect(ACTORS.filter(({ code }) => code !== null && !codes.has(code))).toEqual([]);
  });

  test('no name stands for two codes', () => {
    const owners = new Map<string, string | null>();
    const twice: string[] = [];
    const claim = (name: string, code: string | null) => {
      for (const form of spellings(name)) {
        if (owners.has(form) && owners.get(form) !== code) twice.push(`${form}: ${owners.get(form)}, ${code}`);
        owners.set(form, code);
      }
    };
    for (const { code, names, demonyms, capitals, places } of countries)
      for (const name of [...names, ...demonyms, ...capitals, ...places]) claim(name, code);
    for (const { name, code } of ACTORS) claim(name, code);
    expect(twice).toEqual([]);
  });

  test('every term begins before it ends', () => {
    const dated = ofKind('leader');
    expect(dated.filter(({ from }) => !/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/.test(from ?? ''))).toEqual([]);
    expect(dated.filter(({ from, to }) => to && from && to < from)).toEqual([]);
  });

  test('every role has a sector, and stands once', () => {
    expect(() => roles.map(({ sector }) => sectorOf(sector))).not.toThrow();
    expect(new Set(roles.map(({ role }) => role)).size).toBe(roles.length);
    expect(roles.filter(({ role }) => role !== role.toLowerCase() || role.split(' ').length > 2)).toEqual([]);
  });
});

describe('a name in a sentence is found', () => {
  test.each([
    ['Burma freed the prisoners.', 'country MMR'],
    ["Côte d'Ivoire closed the border.", 'country CIV'],
    ["Cote d'Ivoire closed the border.", 'country CIV'],
    ['The Soviet Union tested a rocket.', 'country RUS'],
    ['East Germany opened the wall.', 'country DEU'],
    ['Yugoslavia fell apart.', 'country SRB'],
    ['Zaire expelled the envoys.', 'country COD'],
    ['Hong Kong arrested the editors.', 'country HKG'],
    ['Frenchmen marched for peace.', 'people FRA'],
    ['The Dutch voted.', 'demonym NLD'],
    ['Danes voted again.', 'people DNK'],
    ['The talks were held in Kraków.', 'place POL'],
    ['The talks were held in Krakow.', 'place POL'],
    ['A dam burst in Darfur.', 'place SDN'],
    ['Soldiers moved into Donbas.', 'place UKR'],
    ['Protesters gathered in Minneapolis.', 'place USA'],
    ['The Élysée declined to comment.', 'body FRA'],
    ['Zhongnanhai kept silent.', 'body CHN'],
    ['The Verkhovna Rada passed the bill.', 'body UKR'],
    ['The Knesset dissolved itself.', 'body ISR'],
    ['The Quds Force denied it.', 'body IRN'],
    ['Casa Rosada denied it.', 'body ARG'],
    ['The Lok Sabha was adjourned.', 'body IND'],
    ['The European Central Bank cut rates.', 'bloc EUR'],
    ['The UNHCR appealed for help.', 'bloc UNO'],
    ['KFOR sent reinforcements.', 'bloc NAT'],
    ['ECOWAS lifted the blockade.', 'org -'],
    ['Médecins Sans Frontières closed the clinic.', 'org -'],
    ['Gazprom stopped deliveries.', 'org RUS'],
    ['Xinhua carried the statement.', 'media -'],
    ['Jama’at Nusrat al-Islam wal-Muslimin took the town.', 'group -'],
    ['The Al Qassam Brigades fired rockets.', 'group PSE'],
    ['The Shining Path laid down its arms.', 'group PER'],
    ['Tren de Aragua was banned.', 'group VEN'],
    ['The Arakan Army seized the base.', 'group MMR'],
    ['Viktor Orbán vetoed it.', 'leader HUN'],
    ['Recep Tayyip Erdoğan called him.', 'leader TUR'],
    ['Donald Tusk and Radosław Sikorski resigned.', 'leader POL,leader POL'],
    ['Ahmed Al Sharaa took the oath.', 'leader SYR'],
    ['On Monday Netanyahu flew home.', 'leader ISR'],
    ['Lee Jae Myung won.', 'leader KOR'],
    ['Juan Guaidó fled.', 'leader VEN'],
  ])('%s', (text, expected) => {
    expect(named(text).join(',')).toBe(expected);
  });
});

describe('a word that only looks like a name is left alone', () => {
  test.each([
    ['The shipping firm left the Persian Gulf.', ''],
    ['The ship sank in the Indian Ocean.', ''],
    ['They patrol the South China Sea.', ''],
    ['Boats crossed the English Channel.', ''],
    ['Jack London wrote it.', ''],
    ['Paris Hilton sang.', ''],
    ['Researchers at MIT built it.', ''],
    ["South Korea's Joint Chiefs of Staff saw a launch.", 'body KOR'],
    ["Turkey's National Security Council met.", 'country TUR'],
    ["Brazil's Congress voted.", 'country BRA'],
    ["Japan's Democratic Party lost.", 'country JPN'],
    ['Congress voted.', 'body USA'],
    ['they mend the polish on the tusk', ''],
    ['iran hits back at ice on the lake', 'country IRN'],
    ['Jeremiah Trump sued his landlord.', ''],
    ['Saleh al-Shehri scored twice.', ''],
    ['Moscow, Idaho, opened a park.', 'place USA'],
    ['Residents of San Antonio de los Banos marched.', ''],
    ['Dutch Prime Minister Mark Rutte flew home.', 'demonym NLD'],
    ['NATO chief Mark Rutte flew home.', 'bloc NAT,leader NAT'],
    ["Albania's opposition Democratic Party marched.", 'country ALB'],
    ['The destroyer Carney fired.', ''],
  ])('%s', (text, expected) => {
    expect(named(text).join(',')).toBe(expected);
  });
});

test('an office-holder carries the time in office, with the time between two terms', () => {
  expect(mentions('Angela Merkel resigned.')[0]?.term).toEqual({ from: '2005-11', to: '2021-12', gap: null });
  expect(mentions('Donald Trump resigned.')[0]?.term).toEqual({
    from: '2017-01',
    to: null,
    gap: ['2021-01', '2025-01'],
  });
  expect(mentions('The Kremlin resigned.')[0]?.term).toBeNull();
});
