import { FORMULAS, INDICATORS, indicatorsOf } from '@tensiometer/core/domain/indicator.ts';
import { countriesOf, kindOf, type Subject } from '@tensiometer/core/domain/subject.ts';
import { RULE_DEFAULTS, THRESHOLD_DEFAULTS, type Threshold } from '@tensiometer/core/domain/threshold.ts';
import { Choice, NumberField } from './fields.tsx';
import { LineDetails } from './line-details.tsx';

export type LineFormProps = {
  /** The subject it is set on; null lets the reader choose one of `choices`. */
  subject: { subject: Subject; name: string } | null;
  choices: { subject: Subject; name: string }[];
  /** The line that is changed; a new one when absent. */
  rule?: Threshold;
};

const NEW: Threshold = {
  ...RULE_DEFAULTS,
  thresholdId: '',
  subject: '',
  indicator: 'tension',
  comparison: 'above',
  warn: THRESHOLD_DEFAULTS.warn,
  critical: THRESHOLD_DEFAULTS.critical,
  recover: THRESHOLD_DEFAULTS.recover,
  channels: [],
};

/** A line, written as the sentence that it will be; what it would have done stands under it. */
export function LineForm({ subject, choices, rule = NEW }: LineFormProps) {
  const known = rule !== NEW;
  const indicators =
    subject === null || subject.subject.includes('*') ? INDICATORS : indicatorsOf(kindOf(subject.subject));
  return (
    <form class="line-form" id="line-form" method="post" action="/lines" data-subject={subject?.subject}>
      {known ? <input type="hidden" name="thresholdId" value={rule.thresholdId} /> : null}
      {rule.members.length > 0 ? <input type="hidden" name="members" value={rule.members.join(',')} /> : null}
      <p class="say">
        Warn when{' '}
        <Choice
          name="indicator"
          label="Indicator"
          chosen={rule.indicator}
          options={indicators.map(name => [name, FORMULAS[name].label.toLowerCase()])}
        />{' '}
        of{' '}
        {subject === null ? (
          <label>
            <span class="vh">Subject</span>
            <select name="subject" class="field" required>
              <Choices label="Pairs" choices={choices.filter(choice => kindOf(choice.subject) === 'dyad')} />
              <Choices label="Countries" choices={choices.filter(choice => kindOf(choice.subject) === 'country')} />
            </select>
          </label>
        ) : known || kindOf(subject.subject) !== 'dyad' ? (
          <>
            <input type="hidden" name="subject" value={known ? rule.subject : subject.subject} />
            <bdi>{subject.name}</bdi>
          </>
        ) : (
          <Choice
            name="subject"
            label="What it watches"
            chosen={subject.subject}
            options={[
              [subject.subject, subject.name],
              ...countriesOf(subject.subject).map((code): [string, string] => [`${code}-*`, `any pair of ${code}`]),
            ]}
          />
        )}{' '}
        <Choice
          name="comparison"
          label="How it is held against the line"
          chosen={rule.comparison}
          options={[
            ['above', 'is at or above'],
            ['below', 'is at or below'],
            ['outside', 'leaves the band up to'],
            ['change', 'changes by'],
            ['record', 'is the highest in days'],
          ]}
        />{' '}
        <NumberField name="warn" label="Warning line" value={rule.warn} required />
        <span class="only-outside">
          {' '}
          and down to <NumberField name="low" label="Lower edge of the band" value={rule.band?.warn ?? null} />
        </span>
        <span class="only-change">
          {' '}
          <Choice
            name="unit"
            label="Unit of the change"
            chosen={rule.change?.unit ?? 'points'}
            options={[
              ['points', 'points'],
              ['percent', '%'],
            ]}
          />{' '}
          <Choice
            name="direction"
            label="Direction of the change"
            chosen={rule.change?.direction ?? 'up'}
            options={[
              ['up', 'up'],
              ['down', 'down'],
              ['either', 'either way'],
            ]}
          />{' '}
          within <NumberField name="days" label="Days of the change" value={rule.change?.days ?? 7} /> days
        </span>{' '}
        for <NumberField name="for" label="Hours that it must stand beyond the line" value={rule.forHours} /> hours, and
        call it critical from <NumberField name="critical" label="Critical line, may be empty" value={rule.critical} />.
      </p>
      <LineDetails rule={rule} known={known} />
      <p class="save">
        <button class="btn primary" type="submit">
          {known ? 'Save this line' : 'Set this line'}
        </button>
        <button class="btn" type="submit" formmethod="get" formaction="/lines/try">
          Try it<span class="vh"> on the past without saving</span>
        </button>
        <span class="meta">
          Drag the handle on the chart or type the number. It is checked on today’s reading; an empty critical field
          means no critical line.
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
