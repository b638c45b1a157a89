import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { EventView, ReportView, SeriesAnswer, StatusAnswer, SubjectSummary } from '@tensiometer/core/wire/api.ts';
import type { Assets } from '../assets.ts';
import type { RuleCommands } from '../rule-commands.ts';
import type { PageDeps } from './deps.ts';

/** A small world for tests of the pages: one report, one act between Iraq and the United States. */
export const HOSTILE = '<img src=x onerror=alert(1)> "quoted" & done';
export const REPORT_ID = '11111111-1111-4111-8111-111111111111';
const SENTENCE = `Baghdad denounced Washington ${HOSTILE}`;
const TITLE = `Strikes ${HOSTILE}`;
const OFFSET = TITLE.length + 2;

const assets: Assets = {
  css: '/assets/styles-1.css',
  script: '/assets/main-1.js',
  theme: '/assets/theme-1.js',
  icon: '/assets/icon-1.svg',
  fonts: ['/assets/a-1.woff2'],
  file: () => null,
};

const event: EventView = {
  id: '22222222-2222-4222-8222-222222222222',
  reportId: REPORT_ID,
  position: 2,
  status: 'coded',
  type: 'ACCUSE',
  mode: null,
  cameo: null,
  quad: 3,
  score: -3.5,
  goldstein: null,
  actors: [{ text: 'Baghdad', country: 'IRQ', countryName: 'Iraq', sector: 'GOV', start: OFFSET, end: OFFSET + 7 }],
  recipients: [
    {
      text: 'Washington',
      country: 'USA',
      countryName: 'United States',
      sector: 'GOV',
      start: OFFSET + 18,
      end: OFFSET + 28,
    },
  ],
  reciprocal: false,
  nonState: true,
  date: '2024-01-24',
  datePrecision: 'day',
  factuality: 'realised',
  confidence: { type: 1, actor: 1, recipient: 1, date: 1, overall: 0.9 },
  evidence: [{ start: OFFSET + 8, end: OFFSET + 17, text: 'denounced', role: 'trigger', rule: 'r', weight: 1 }],
  sentence: { start: OFFSET, end: OFFSET + SENTENCE.length, text: SENTENCE },
  corrections: [],
  added: false,
  correctionsVersion: 0,
  original: null,
  outlet: `Outlet ${HOSTILE}`,
  family: `Outlet ${HOSTILE}`,
  publishedAt: '2024-01-25T13:58:00Z',
  publishedDay: '2024-01-25',
  url: 'javascript:alert(1)',
  demo: true,
};

const summary: SubjectSummary = {
  subject: 'IRQ-USA',
  name: 'Iraq–United States',
  kind: 'dyad',
  day: '2024-01-25',
  tension: 27.3,
  change: null,
  coverage: 'low',
  reports: 1,
  outlets: 1,
  spark: [null, 30.4, 27.3],
  lastEvent: event,
  alert: null,
  line: { comparison: 'above', warn: 40 },
  demo: true,
};

export const report: ReportView = {
  reportId: REPORT_ID,
  id: null,
  status: 'counted',
  reason: null,
  explanation: null,
  receivedAt: '2026-11-24T00:00:00.000Z',
  position: 2,
  attempts: 1,
  title: TITLE,
  text: `${TITLE}\n\n${SENTENCE}`,
  titleLength: TITLE.length,
  url: 'javascript:alert(1)',
  publishedAt: null,
  outlet: `Outlet ${HOSTILE}`,
  source: 'local',
  language: 'en',
  tags: [],
  flags: [],
  demo: true,
  events: [event],
  suppressed: [],
  rejected: [],
  corrections: [],
  correctionsVersion: 0,
  coder: { name: 'rules', version: '1' },
  log: [{ position: 1, type: 'ReportReceived', recordedAt: '2026-11-24T00:00:00.000Z', summary: 'Received.' }],
};

export const status: StatusAnswer = {
  received: 1,
  pending: 0,
  coded: 1,
  notCoded: 0,
  failed: 0,
  position: 2,
  projected: 2,
  lagSeconds: 0,
};

const points = (values: (number | null)[]): SeriesAnswer['points'] =>
  values.map((value, i) => ({
    at: `2024-01-${24 + i}T00:00:00.000Z`,
    value,
    reports: value === null ? 0 : 1,
    outlets: value === null ? 0 : 1,
    coverage: value === null ? 'none' : 'low',
    confidence: value === null ? null : 0.9,
    lateHours: null,
    copies: value === null ? null : 0,
    demo: value !== null,
  }));

/** Queries that answer the small world; any of them may be replaced. */
export function fixtureQueries(own: Partial<Queries> = {}): Queries {
  return {
    subjects: async () => ({ subjects: [summary], total: 1, asOf: 2, day: '2024-01-25' }),
    names: async () => [{ subject: summary.subject, name: summary.name }],
    series: async ({ subject, indicator }) => ({
      subject,
      indicator,
      formula: 'f',
      unit: 'points',
      step: 'day',
      asOf: 2,
      points: points(indicator === 'tension' ? [30.4, 27.3, null] : [3.15, 0, null]),
    }),
    events: async () => ({ events: [event], next: null }),
    feed: async () => ({ entries: [{ kind: 'event', event }], asOf: 2 }),
    contributions: async ({ subject, indicator, at }) => ({
      subject,
      indicator,
      at,
      asOf: 2,
      value: 27.3,
      conflictMass: 2.85,
      cooperationMass: 0,
      coverage: 'low',
      reports: 1,
      outlets: 1,
      confidence: 0.9,
      lateHours: null,
      copies: 0,
      rest: { rows: 0, share: 0 },
      rows: [
        {
          story: 's',
          subject,
          eventDay: '2024-01-24',
          conflict: 3.15,
          cooperation: 0,
          decay: 0.9057,
          share: 27.3,
          nonState: true,
          events: [event],
        },
      ],
    }),
    standing: async (_, asOf) => ({
      day: '2024-01-25',
      from: '2024-01-24',
      to: '2024-01-26',
      first: '2024-01-24',
      latestReport: '2024-01-25',
      asOf: asOf ?? 2,
      recordedDay: asOf === undefined ? null : '2026-11-24',
    }),
    receipt: async () => null,
    report: async id => (id === REPORT_ID ? report : null),
    reports: async () => ({ reports: [{ ...report, title: TITLE, events: 1 }], next: null }),
    story: async () => null,
    promotions: async () => [],
    correctedReports: async () => ({ reports: [], next: null }),
    thresholds: async () => [],
    alerts: async () => ({ alerts: [], pending: [] }),
    alert: async () => null,
    status: async () => status,
    population: async () => ({ reports: 1, demo: 1 }),
    ...own,
  };
}

/** Commands of lines and alerts for pages that give none. */
const noRules: RuleCommands = {
  parse: () => Promise.reject(new Error('no line is set here')),
  set: async () => {},
  remove: async () => {},
  acknowledge: async () => {},
  silence: async () => {},
  backtest: () => Promise.reject(new Error('no line is tried here')),
};

/** What the pages are given in their tests: the small world, nobody's watch-list, and no command that does anything. */
export function fixtureDeps(own: Partial<Queries> = {}): PageDeps {
  return {
    queries: fixtureQueries(own),
    today: () => '2026-11-24',
    positionAt: async text => Number(text),
    watched: async () => [],
    shares: async () => [],
    correct: async () => ({}),
    userOf: () => 'operator',
    rules: noRules,
    assets,
    ingestUrl: 'http://localhost:3001',
    demoAvailable: true,
  };
}
