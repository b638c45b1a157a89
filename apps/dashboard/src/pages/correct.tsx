import { EVENT_TYPES, modesOf } from '@tensiometer/core/domain/ontology.ts';
import type { CorrectionView, EventView } from '@tensiometer/core/wire/api.ts';
import { correctionsAddress } from './addresses.ts';

type Of = Pick<EventView, 'reportId' | 'correctionsVersion'>;

/** What every correction says, and where it goes. A plain form, so that it works without a script. */
function CorrectionForm({ of, label, children }: { of: Of; label: string; children?: unknown }) {
  return (
    <form class="fix-form" method="post" action={correctionsAddress(of.reportId)} aria-label={label}>
      <input type="hidden" name="version" value={of.correctionsVersion} />
      {children}
    </form>
  );
}

/** Says what is wrong with an event: it is none, or its type, parties or date are others. Where there are many, without modes. */
export function CorrectEvent({ event, brief = false }: { event: EventView; brief?: boolean }) {
  const choices = [
    ['reject', 'Not an event'],
    ['retype', 'Another type'],
    ['parties', 'Other parties'],
    ['date', 'Another date'],
  ] as const;
  const codes = (side: EventView['actors']) => side.flatMap(it => it.country ?? []).join(', ');
  return (
    <details class="fix">
      <summary>Correct</summary>
      <CorrectionForm of={event} label={`Correct ${event.type}`}>
        <input type="hidden" name="event" value={event.id} />
        <fieldset>
          <legend class="vh">What is wrong</legend>
          {choices.map(([action, words]) => (
            <label>
              <input type="radio" name="action" value={action} required checked={action === 'reject'} /> {words}
            </label>
          ))}
        </fieldset>
        <p class="for-retype">
          <TypeField type={event.type} mode={event.mode} brief={brief} />
        </p>
        <p class="for-parties">
          <SideFields actors={codes(event.actors)} recipients={codes(event.recipients)} />
        </p>
        <p class="for-date">
          <label>
            Day it happened <input class="field" type="date" name="date" value={event.date ?? ''} />
          </label>
        </p>
        <Reason>Correct</Reason>
      </CorrectionForm>
    </details>
  );
}

type TypeProps = { type?: string; mode?: string | null; brief?: boolean };

function TypeField({ type, mode, brief = false }: TypeProps) {
  return (
    <>
      <label>
        Type{' '}
        <select class="field" name="type">
          {EVENT_TYPES.map(name => (
            <option value={name} selected={name === type}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {brief ? null : (
        <label>
          Mode, if any{' '}
          <select class="field" name="mode">
            <option value="" />
            {EVENT_TYPES.filter(name => modesOf(name).length > 0).map(name => (
              <optgroup label={name}>
                {modesOf(name).map(it => (
                  <option value={it} selected={name === type && it === mode}>
                    {it.replaceAll('_', ' ')}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

function SideFields({ actors = '', recipients = '' }: { actors?: string; recipients?: string }) {
  const help = 'Country codes of three letters, such as IRQ, with commas between';
  return (
    <>
      <label>
        Who acts <input class="field" name="actors" value={actors} placeholder="IRQ, USA" title={help} />
      </label>
      <label>
        On whom <input class="field" name="recipients" value={recipients} placeholder="IRN" title={help} />
      </label>
    </>
  );
}

function Reason({ children }: { children?: unknown }) {
  return (
    <p class="why-line">
      <label>
        Why <input class="field" name="reason" required maxlength={500} autocomplete="off" />
      </label>
      <button class="btn" type="submit">
        {children}
      </button>
    </p>
  );
}

/** Takes a correction back. */
export function Undo({ of, correction, about }: { of: Of; correction: string; about: string }) {
  return (
    <CorrectionForm of={of} label={`Undo: ${about}`}>
      <input type="hidden" name="action" value="undo" />
      <input type="hidden" name="correction" value={correction} />
      <button class="btn" type="submit">
        Undo<span class="vh"> {about}</span>
      </button>
    </CorrectionForm>
  );
}

/** An event that was missed: by its words, which a script takes from what is selected in the text. */
export function AddEvent({ of }: { of: Of }) {
  return (
    <details class="fix" id="add-event">
      <summary>Add an event here</summary>
      <CorrectionForm of={of} label="Add an event">
        <input type="hidden" name="action" value="add" />
        <input type="hidden" name="nth" value="1" />
        <p>
          <label>
            Words that tell it{' '}
            <input
              class="field words"
              name="words"
              required
              maxlength={300}
              placeholder="Select them in the text, or type them"
            />
          </label>
        </p>
        <p>
          <TypeField />
        </p>
        <p>
          <SideFields />
        </p>
        <p>
          <label>
            Day, if not that of publication <input class="field" type="date" name="date" />
          </label>
        </p>
        <Reason>Add</Reason>
      </CorrectionForm>
    </details>
  );
}

/** What a correction says, in a few words. */
export function correctionText({ what, type, mode, actors, recipients, date }: CorrectionView): string {
  const side = (codes: readonly string[] | null) => codes?.join(', ') || 'nobody named';
  switch (what) {
    case 'rejected':
      return 'Not an event';
    case 'type':
      return `Type: ${type}${mode === null ? '' : ` ${mode.replaceAll('_', ' ')}`}`;
    case 'parties':
      return `Parties: ${side(actors)} to ${side(recipients)}`;
    case 'date':
      return `Date: ${date}`;
    case 'added':
      return `Added: ${type}, ${side(actors)} to ${side(recipients)}`;
  }
}
