import { fileURLToPath } from 'node:url';
import { judgeTrap, readTraps, type TrapAnswer } from '@tensiometer/core/domain/coder/fixtures/judge-trap.ts';
import { share } from './classes.ts';
import { type Context, each } from './context.ts';
import { atLeast, atMost, columns, counted, measure, type SetReport } from './figures.ts';
import { readSet } from './records.ts';

const FIXTURES = fileURLToPath(new URL('../../packages/core/src/domain/coder/fixtures', import.meta.url));

/** Scores the project's own trap sentences, judged as the test judges them. */
export function scoreTraps({ coder, progress }: Context): SetReport {
  const answers = each(readTraps(readSet(FIXTURES, 'traps.tsv')), progress, trap => judgeTrap(coder, trap));
  const isRight = ({ right }: TrapAnswer) => right;
  const right = (sample: readonly TrapAnswer[]) => share(sample, isRight);
  const isSilent = ({ expected }: TrapAnswer) => expected.startsWith('- ');
  const sport = answers.filter(({ group }) => group === 'sport');
  const assaults = sport.filter(({ events }) => events.some(({ type }) => type === 'ASSAULT'));
  const groups = [...new Set(answers.map(({ group }) => group))];
  return {
    title: `Trap suite: ${answers.length} sentences of our own`,
    notes: [],
    figures: [
      measure('right', 'right answer', answers, right, { bar: atLeast(0.95) }),
      measure('silent', 'right, where nothing is to be coded', answers.filter(isSilent), right),
      measure(
        'told',
        'right, where something is to be coded',
        answers.filter(answer => !isSilent(answer)),
        right,
      ),
      counted('sport-assault', 'sport coded as ASSAULT', assaults.length, sport.length, atMost(0)),
    ],
    tables: [
      {
        title: 'Groups',
        columns: columns('group', ['share'], ['right', 'n']),
        rows: groups.map(name => {
          const members = answers.filter(({ group }) => group === name);
          return [name, right(members), members.filter(isRight).length, members.length];
        }),
      },
    ],
    examples: [
      {
        title: 'Wrong answers',
        lines: answers
          .filter(answer => !isRight(answer))
          .map(({ sentence, read, expected }) => `${sentence} :: read ${read}, expected ${expected}`),
      },
    ],
  };
}
