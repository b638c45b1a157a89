import { tell, wordsOf } from './api.ts';
import { say } from './commands.ts';
import { find } from './dom.ts';

/** Sends the form that sets a password. */
export function startPasswordForm(): void {
  const form = find('#password-form', HTMLFormElement);
  form?.addEventListener('submit', event => {
    event.preventDefault();
    void setPassword(form);
  });
}

async function setPassword(form: HTMLFormElement): Promise<void> {
  const field = find('input[name="password"]', HTMLInputElement, form);
  const place = form.querySelector('.said');
  if (field === null) return;
  try {
    await tell('PUT', '/api/v1/password', { password: field.value });
    field.value = '';
    say(place, 'The password is set. Use it the next time you sign in.', 'done');
  } catch (error) {
    say(place, wordsOf(error), 'failed');
  }
}
