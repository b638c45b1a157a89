import { FORMULAS, INDICATORS } from '@tensiometer/core/domain/indicator.ts';
import type { Share } from '@tensiometer/core/log/shares.ts';
import { dayOfInstant, dayText } from './format.ts';

/** Links that show one series to anybody who has them: make one, and take one back. */
export function ShareSettings({ shares }: { shares: readonly Share[] }) {
  return (
    <section aria-labelledby="share-head" id="share">
      <div class="head">
        <h2 id="share-head">Shared links</h2>
      </div>
      <p class="lead">
        A link shows one series of one subject to anybody who has it, as a page and for an iframe, and nothing else.
      </p>
      <form class="share-form needs-script" id="share-form">
        <label>
          <span>Subject</span>
          <input class="field" name="subject" placeholder="IRQ-USA" required autocomplete="off" />
        </label>
        <label>
          <span>Indicator</span>
          <select class="field" name="indicator">
            {INDICATORS.map(name => (
              <option value={name}>{FORMULAS[name].label}</option>
            ))}
          </select>
        </label>
        <label>
          <span>Days until it ends</span>
          <input class="field num" name="expiresInDays" type="number" min="1" max="365" value="30" required />
        </label>
        <button class="btn" type="submit">
          Make a link
        </button>
        <span class="said" role="status" />
      </form>
      <p class="command-row" id="share-made" hidden>
        <code class="command" id="share-url" tabindex={0} />
        <button type="button" class="btn" data-copy="share-url">
          Copy
        </button>
      </p>
      {shares.length === 0 ? (
        <p class="meta">No link was made yet.</p>
      ) : (
        <ul class="share-list">
          {shares.map(share => (
            <li>
              <span>
                <b>{share.subject}</b> {FORMULAS[share.indicator].label.toLowerCase()}
                <span class="meta">
                  {' '}
                  {share.revokedAt === null
                    ? `until ${dayText(dayOfInstant(share.expiresAt))}`
                    : `taken back ${dayText(dayOfInstant(share.revokedAt))}`}
                </span>
              </span>
              {share.revokedAt === null ? (
                <span class="command-line">
                  <button
                    type="button"
                    class="btn needs-script"
                    data-method="DELETE"
                    data-action={`/api/v1/shares/${share.shareId}`}
                    data-then="reload"
                  >
                    Take back<span class="vh"> the link to {share.subject}</span>
                  </button>
                  <span class="said" role="status" />
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
