import type { Candidate } from '@tensiometer/core/domain/coder/candidate.ts';
import { type Calibration, doubtsOf } from '@tensiometer/core/domain/coder/confidence.ts';
import { createDecide, type Weights } from '@tensiometer/core/domain/coder/decide.ts';
import { homeOptions } from '@tensiometer/core/domain/coder/home-country.ts';
import type { SparseWeights } from '@tensiometer/core/domain/coder/linear.ts';
import { linkSigns, SIDES } from '@tensiometer/core/domain/coder/linker.ts';
import type { Settle } from '@tensiometer/core/domain/coder/read-sentence.ts';
import { CLASSES, type ScorerWeights } from '@tensiometer/core/domain/coder/scorer.ts';
import type { Signs } from '@tensiometer/core/domain/coder/signs.ts';
import { denseOf } from './dense.ts';
import { type Example, sideOf } from './examples.ts';
import { type Model, pack, type Row, type Settings, train } from './logistic.ts';
import type { GoldEvent, GoldSentence } from './sentences.ts';

const SCORER: Settings = {
  rounds: 10,
  rate: 0.1,
  decay: 1e-4,
  damping: 3,
  dropout: 0.2,
  denseRate: 0.2,
  denseDecay: 1e-4,
  least: 2,
};
const LINKER: Settings = {
  rounds: 8,
  rate: 0.2,
  decay: 1e-4,
  damping: 10,
  dropout: 0.1,
  denseRate: 0,
  denseDecay: 0,
  least: 2,
};
const NOTHING = new Float64Array(0);
/**
 * Sentences without an event were written to mislead: they hold the words of acts far more often than the news does. Each
 * counts for less, as in any sample that is drawn by its answer.
 */
const TRICKY = 0.2;
const weightOf = (sentence: GoldSentence): number => (sentence.none === null ? 1 : TRICKY);

const sparseOf = (model: Model): SparseWeights => {
  const { step, base64 } = pack(model.sparse);
  return { names: model.vocabulary.join('\n'), step, sparse: base64 };
};

type Signed = Example & { signs: Signs };
const signed = (example: Example): Signed[] =>
  example.candidate.signs ? [{ ...example, signs: example.candidate.signs(true) }] : [];

/** Verbs met at least this often, and nearly never telling an act that no frame names, become silent. */
const OFTEN = 30;
const NEARLY_NEVER = 0.01;

/** Trains scorer, linker and home on labelled examples. */
export function fitWeights(examples: readonly Example[]): Weights {
  const rows = examples.filter(example => !example.unsure).flatMap(signed);
  const model = train(
    rows.map(({ signs, label, sentence }) => ({
      names: signs.names.names,
      dense: denseOf(signs),
      label,
      weight: weightOf(sentence),
    })),
    CLASSES.length,
    SCORER,
  );
  const dense = pack(model.dense);
  const scorer: ScorerWeights = { ...sparseOf(model), denseStep: dense.step, dense: dense.base64 };
  const told = rows.flatMap(example => (example.event ? [{ ...example, event: example.event }] : []));
  const linker = sparseOf(train(told.flatMap(linkRows), SIDES.length, LINKER));
  const home = sparseOf(train(told.flatMap(homeRows), 2, LINKER));
  return { scorer, linker, home, silent: silentActs(examples) };
}

function silentActs(examples: readonly Example[]): string[] {
  const met = new Map<string, { times: number; acts: number }>();
  for (const { candidate, label } of examples) {
    if (!candidate.open) continue;
    const known = met.get(candidate.act) ?? { times: 0, acts: 0 };
    met.set(candidate.act, { times: known.times + 1, acts: known.acts + (label === 0 ? 0 : 1) });
  }
  return [...met]
    .filter(([, { times, acts }]) => times >= OFTEN && acts / times <= NEARLY_NEVER)
    .map(([act]) => act)
    .sort();
}

type Told = Example & { event: GoldEvent };

function linkRows({ candidate, options, event }: Told): Row[] {
  return options.map((option, i) => ({
    names: linkSigns(candidate, event.type, options, i, true).names,
    dense: NOTHING,
    label: sideOf(event, option),
    weight: 1,
  }));
}

function homeRows({ options, event, scene }: Told): Row[] {
  return (['actor', 'recipient'] as const).flatMap(side => {
    const number = SIDES.indexOf(side);
    const mine = options.filter(option => sideOf(event, option) === number);
    const others = options.filter(option => sideOf(event, option) === 3 - number).map(option => option.party);
    const wanted = side === 'actor' ? event.actors : event.recipients;
    const named = new Set(mine.map(option => option.party.country));
    return mine
      .filter(option => option.party.country === null)
      .flatMap(option => homeOptions(scene, event.type, side, option.party, others, true))
      .map(({ code, signs }) => ({
        names: signs.names,
        dense: NOTHING,
        label: wanted.includes(code) && !named.has(code) ? 1 : 0,
        weight: 1,
      }));
  });
}

/** True when type and both country sets of a coded act agree with the label; sides of a joint act are taken together. */
export function isRight(candidate: Candidate, event: GoldEvent | null): boolean {
  if (!event || candidate.type !== event.type) return false;
  const codes = (list: Candidate['actors']) => [...new Set(list.flatMap(party => party.country ?? []))].sort();
  const actors = codes(candidate.actors).join();
  const recipients = codes(candidate.recipients).join();
  const wantedActors = event.actorSpans.length > 0 ? event.actors.join() : '';
  const wantedRecipients = event.recipientSpans.length > 0 ? event.recipients.join() : '';
  if (actors === wantedActors && recipients === wantedRecipients) return true;
  const joint = event.recipientSpans.length === 0 && event.actors.length > 1;
  return joint && codes([...candidate.actors, ...candidate.recipients]).join() === wantedActors;
}

/** Decides the examples with weights that have not seen them: `folds` parts, each decided by the weights of the others. */
export function decideUnseen(
  examples: readonly Example[],
  folds: number,
  foldOf: (example: Example) => number,
): Decided[] {
  const out: Decided[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const decide = createDecide(fitWeights(examples.filter(example => foldOf(example) !== fold)));
    for (const example of examples) if (foldOf(example) === fold && !example.unsure) out.push(decided(decide, example));
  }
  return out;
}

/** One example as the coder decides it; an act that it drops stands with a likelihood of 0. */
export function decided(decide: Settle, { candidate, scene, event, sentence }: Example): Decided {
  const told = (candidate.open && decide.isSilent(candidate.act) ? null : decide.decide(candidate, scene)) ?? {
    ...candidate,
    strength: 0,
    reason: 'low-confidence',
  };
  return { candidate: told, event, weight: weightOf(sentence) };
}

export type Decided = { candidate: Candidate; event: GoldEvent | null; weight: number };

const CALIBRATION_ROUNDS = 25;
const CALIBRATION_RIDGE: number = 1;

/** Logistic calibration of the overall confidence by Newton's method, with a light pull towards zero. */
export function calibrate(decided: readonly Decided[]): Calibration {
  const rows = decided
    .filter(({ candidate }) => candidate.strength >= 0.15)
    .map(({ candidate, event, weight }) => ({
      doubts: doubtsOf(candidate),
      right: Number(isRight(candidate, event)),
      weight,
    }));
  const width = rows[0]?.doubts.length ?? 0;
  let weights = new Array<number>(width).fill(0);
  for (let round = 0; round < CALIBRATION_ROUNDS; round += 1) {
    const slope = weights.map(weight => CALIBRATION_RIDGE * weight);
    const curve: number[][] = weights.map((_, i) => weights.map((__, k) => (i === k ? CALIBRATION_RIDGE : 0)));
    for (const { doubts, right, weight } of rows) {
      const p = 1 / (1 + Math.exp(-doubts.reduce((total, value, i) => total + value * (weights[i] ?? 0), 0)));
      for (let i = 0; i < width; i += 1) {
        const value = doubts[i] ?? 0;
        slope[i] = (slope[i] ?? 0) + (p - right) * weight * value;
        const row = curve[i];
        if (row && value !== 0)
          for (let k = 0; k < width; k += 1) row[k] = (row[k] ?? 0) + p * (1 - p) * weight * value * (doubts[k] ?? 0);
      }
    }
    const change = solve(curve, slope);
    weights = weights.map((weight, i) => weight - (change[i] ?? 0));
  }
  return weights.map(weight => Number(weight.toFixed(4)));
}

/** Solves a small system of linear equations by elimination with the largest pivot. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < n; i += 1)
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    for (let i = 0; i < n; i += 1) {
      const row = rows[i];
      if (i === column || !row) continue;
      const share = (row[column] ?? 0) / (top[column] ?? 1);
      if (share !== 0) for (let k = column; k <= n; k += 1) row[k] = (row[k] ?? 0) - share * (top[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}
