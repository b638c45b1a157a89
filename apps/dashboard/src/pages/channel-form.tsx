import type { ChannelKind } from '@tensiometer/core/domain/channel.ts';
import { TEMPLATE_VARIABLES } from '@tensiometer/core/domain/notify/template.ts';
import { KIND_WORDS } from './channel-words.ts';

/** What stands in the form; secrets never do. */
export type ChannelFormValues = {
  kind: ChannelKind;
  name: string;
  template: string;
  sendResolved: boolean;
  /** What was typed and could not be saved, so that it need not be typed again. */
  typed: Record<string, string>;
};

type Props = {
  action: string;
  values: ChannelFormValues;
  /** Set for a channel that there is: where it leads as far as may be shown. */
  place: string | null;
  wrong: string | null;
  preview: string | null;
};

/** The form of a channel, new or not. Works without a script; what opens the channel can be written and not read. */
export function ChannelForm({ action, values, place, wrong, preview }: Props) {
  const { kind, name, template, sendResolved } = values;
  return (
    <form method="post" action={action} class="channel-form" autocomplete="off">
      <input type="hidden" name="kind" value={kind} />
      {wrong === null ? null : (
        <p class="band failed" role="alert">
          {wrong}
        </p>
      )}
      <label for="channel-name">Name</label>
      <input class="field" id="channel-name" name="name" value={name} maxlength={80} required />
      <Opening values={values} place={place} />
      <label for="channel-template">
        Words <span class="meta">a template; empty for ours</span>
      </label>
      <div>
        <textarea class="field" id="channel-template" name="template" rows={3} maxlength={4000} spellcheck={false}>
          {template}
        </textarea>
        <details class="variables">
          <summary class="meta">
            What a template can name, as <code>{'{{name}}'}</code>
          </summary>
          <dl>
            {Object.entries(TEMPLATE_VARIABLES).map(([variable, words]) => (
              <>
                <dt>
                  <code>{`{{${variable}}}`}</code>
                </dt>
                <dd>{words}</dd>
              </>
            ))}
          </dl>
        </details>
        {preview === null ? null : (
          <div id="preview">
            <p class="meta">With an invented alert it reads:</p>
            <pre class="sent">{preview}</pre>
          </div>
        )}
      </div>
      <span />
      <label class="check">
        <input type="checkbox" name="sendResolved" value="yes" checked={sendResolved} /> Tell when an alert is over
      </label>
      {kind === 'webhook' && place !== null ? (
        <>
          <span />
          <label class="check">
            <input type="checkbox" name="renewSecret" value="yes" /> Make a new signing secret; the old one signs for
            another day
          </label>
        </>
      ) : null}
      <span />
      <p class="save">
        <button class="btn primary" type="submit" name="do" value="save">
          {place === null ? `Add ${KIND_WORDS[kind].name}` : 'Save'}
        </button>
        <button class="btn" type="submit" name="do" value="preview" formnovalidate>
          Preview
        </button>
      </p>
    </form>
  );
}

/** The fields of what opens a channel of the kind. */
function Opening({ values: { kind, typed }, place }: Pick<Props, 'values' | 'place'>) {
  const kept = place === null ? undefined : `kept: ${place}`;
  const required = place === null;
  const text = (name: string, label: string, hint: string, type = 'text') => (
    <>
      <label for={`channel-${name}`}>
        {label} <span class="meta">{hint}</span>
      </label>
      <input
        class="field"
        id={`channel-${name}`}
        name={name}
        type={type}
        value={typed[name] ?? ''}
        placeholder={kept}
        required={required}
        spellcheck={false}
        autocapitalize="off"
      />
    </>
  );
  switch (kind) {
    case 'telegram':
      return (
        <>
          {text('token', 'Bot token', 'not shown again')}
          {text('chat', 'Chat', 'its number, or @name')}
        </>
      );
    case 'email':
      return text('to', 'To', 'addresses, with spaces or commas between them');
    default:
      return text('url', 'Address', 'everything after the host is kept secret', 'url');
  }
}
