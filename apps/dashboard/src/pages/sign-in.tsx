import type { Assets } from '../assets.ts';
import { Brand, Document, ThemeSwitch } from './document.tsx';

export type SignInProps = { error?: string; hasPassword: boolean; assets: Assets };

/** The door: a password, or the link that the server printed. */
export function SignInPage({ error, hasPassword, assets }: SignInProps) {
  return (
    <Document title="Sign in" assets={assets} page="sign-in">
      <header class="top">
        <Brand />
        <span class="push" />
        <ThemeSwitch />
      </header>
      <main id="main" class="door">
        <h1 class="page-title">Sign in</h1>
        {error === undefined ? null : (
          <p class="band failed" role="alert">
            {error}
          </p>
        )}
        {hasPassword ? (
          <form method="post" action="/sign-in" class="door-form">
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
      </main>
    </Document>
  );
}
