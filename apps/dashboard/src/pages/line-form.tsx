import { FORMULAS, INDICATORS, indicatorsOf } from '@tensiometer/core/domain/indicator.ts';
import { kindOf, type Subject } from '@tensiometer/core/domain/subject.ts';
import { THRESHOLD_DEFAULTS } from '@tensiometer/core/domain/threshold.ts';

export type LineFormProps = {
  /** The subject it is set on; null lets the reader choose one of `choices`. */
  subject: { subject: Subject; name: string } | null;
  choices: { subject: Subject; name: string }[];
};

/** A new line, written as the sentence that it will be. */
export function LineForm({ subject, choices }: LineFormProps) {
  return (
    <form class="line-form needs-script" id="line-form" data-subject={subject?.subject}>
      <p class="say">
        Warn when{' '}
        <label>
          <span class="vh">Indicator</span>
          <select name="indicator" class="field">
            {(subject === null ? INDICATORS : indicatorsOf(kindOf(subject.subject))).map(name => (
              <option value={name}>{FORMULAS[name].label.toLowerCase()}</option>
            ))}
          </select>
        </label>{' '}
        of{' '}
        {subject === null ? (
          <label>
            <span class="vh">Subject</span>
            <select name="subject" class="field" required>
              <Choices label="Pairs" choices={choices.filter(choice => kindOf(choice.subject) === 'dyad')} />
              <Choices label="Countries" choices={choices.filter(choice => kindOf(choice.subject) === 'country')} />
            </select>
          </label>
        ) : (
          <bdi>{subject.name}</bdi>
        )}{' '}
        is{' '}
        <label>
          <span class="vh">Side of the line</span>
          <select name="comparison" class="field">
            <option value="above">at or above</option>
            <option value="below">at or below</option>
          </select>
        </label>{' '}
        <label>
          <span class="vh">Warning line</span>
          <input
            class="field"
            name="warn"
            type="number"
            inputmode="decimal"
            min="0"
            max="1000"
            step="0.5"
            value={THRESHOLD_DEFAULTS.warn}
            required
          />
        </label>
        , and call it critical from{' '}
        <label>
          <span class="vh">Critical line, may be empty</span>
          <input
            class="field"
            name="critical"
            type="number"
            inputmode="decimal"
            min="0"
            max="1000"
            step="0.5"
            value={THRESHOLD_DEFAULTS.critical}
            placeholder="none"
          />
        </label>
        .
      </p>
      <p class="save">
        <button class="btn primary" type="submit">
          Set this line
        </button>
        <span class="meta">
          It is checked on today’s reading, and clears {THRESHOLD_DEFAULTS.recover} points inside the line. Without a
          critical line, leave that field empty.
        </span>
      </p>
      <p class="said" role="status" />
    </form>
  );
}

function Choices({ label, choices }: { label: string; choices: LineFormProps['choices'] }) {
  if (choices.length === 0) return null;
  return (
    <optgroup label={label}>
      {choices.map(choice => (
        <option value={choice.subject}>{choice.name}</option>
      ))}
    </optgroup>
  );
}
