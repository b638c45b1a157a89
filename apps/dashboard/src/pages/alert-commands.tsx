import type { AlertView } from '@tensiometer/core/wire/api.ts';
import { alertAddress } from './addresses.ts';

/** Acknowledge and silence, each in one click; forms, so that they work without scripts. */
export function AlertCommands({ alert }: { alert: AlertView }) {
  const at = alertAddress(alert.alertId);
  return (
    <div class="a-do">
      {alert.acknowledged === null ? (
        <form method="post" action={`${at}/acknowledge`}>
          <button class="btn" type="submit">
            Acknowledge<span class="vh"> the alert on {alert.name}</span>
          </button>
        </form>
      ) : null}
      <form method="post" action={`${at}/silence`}>
        {alert.silencedUntil === null ? (
          <>
            <button class="btn" type="submit">
              Silence<span class="vh"> its line</span>
            </button>{' '}
            <label>
              for{' '}
              <select class="field" name="hours">
                <option value="4">4 hours</option>
                <option value="24" selected>
                  a day
                </option>
                <option value="168">a week</option>
              </select>
            </label>{' '}
            <input class="field" name="reason" maxlength={500} placeholder="why" aria-label="Reason of the silence" />
          </>
        ) : (
          <button class="btn" type="submit" name="hours" value="0">
            Lift the silence
          </button>
        )}
      </form>
    </div>
  );
}
