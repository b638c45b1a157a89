import { tell, wordsOf } from './api.ts';
import { say } from './commands.ts';
import { find } from './dom.ts';

/** Makes a shared link and shows its address, which the server tells only once. */
export function startShareForm(): void {
  const form = find('#share-form', HTMLFormElement);
  form?.addEventListener('submit', async event => {
    event.preventDefault();
    const place = form.querySelector('.said');
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? '');
    try {
      const body = {
        subject: text('subject'),
        indicator: text('indicator'),
        expiresInDays: Number(text('expiresInDays')),
      };
      const made = (await tell('POST', '/api/v1/shares', body)) as { url: string; embedUrl: string };
      const url = find('#share-url', HTMLElement);
      const line = find('#share-made', HTMLElement);
      if (url)
        url.textContent = `${made.url}\n<iframe src="${made.embedUrl}" width="720" height="360" title="${body.subject}"></iframe>`;
      if (line) line.hidden = false;
      say(place, 'Copy it now: it is not shown again.', 'done');
    } catch (error) {
      say(place, wordsOf(error), 'failed');
    }
  });
}
