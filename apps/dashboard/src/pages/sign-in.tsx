import type { Assets } from '../assets.ts';
import { Door } from './door.tsx';

export type SignInProps = {
  error?: string;
  hasPassword: boolean;
  assets: Assets /** Where to go afterwards: a path of this site. */;
  next?: string;
};

/** The door: a password, or the link that the server printed. */
export function SignInPage({ error, hasPassword, assets, next }: SignInProps) {
  return (
    <Door title="Sign in" assets={assets} page="sign-in">
      {error === undefined ? null : (
        <p class="band failed" role="alert">
          {error}
        </p>
      )}
      {hasPassword ? (
        <form
          method="post"
          action={next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`}
          class="door-form"
        >
          <label for="password">Password</label>
          <input
            class="field"
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            autofocus
          />
          <button class="btn primary" type="submit">
            Sign in
          </button>
        </form>
      ) : null}
      <p class="lead">
        {hasPassword
          ? 'The link that the server printed at its start signs in too.'
          : 'No password is set yet. Open the link that the server printed at its start; a password can then be set under Settings.'}
      </p>
    </Door>
  );
}
