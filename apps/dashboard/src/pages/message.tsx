import type { Body } from '@tensiometer/core/domain/notify/bodies.ts';
import type { MessageView } from '@tensiometer/core/wire/shapes/channel.ts';
import { reasonWords, STEP_WORDS, statusWords } from './channel-words.ts';
import { channelAddress } from './channels.tsx';
import { MessageWords } from './delivery-log.tsx';
import { count, dayOfInstant, momentText, secondsText, shortDay, whole } from './format.ts';
import { SubjectWord } from './subject-word.tsx';

/** One message: its steps, every try with the request and the answer, and what is sent. */
export function MessagePage({
  message,
  body,
  wrong,
}: {
  message: MessageView;
  body: Body | null;
  wrong: string | null;
}) {
  const { messageId, channelId, channelName, formedAt, status, reason, steps, tries } = message;
  return (
    <main id="main" class="page channels">
      <p class="crumb">
        <a class="link" href={channelAddress(channelId)}>
          <bdi>{channelName}</bdi>
        </a>
      </p>
      <h1 class="page-title">
        <MessageWords message={message} />
      </h1>
      <p class="lead">
        {statusWords(message)}
        {reason === null || message.kind === 'test' ? '' : `: ${reasonWords(reason)}`}. Made {momentText(formedAt)} UTC.
        Its id, the same at every try, is <code>{messageId}</code>.
      </p>
      {wrong === null ? null : (
        <p class="band failed" role="alert">
          {wrong}
        </p>
      )}
      <form method="post" action={`/messages/${messageId}/resend`} class="command-line">
        <button class="btn" type="submit" disabled={status === 'pending'}>
          Send it again
        </button>
        <span class="meta">under the same id, so that a receiver that has it knows it</span>
      </form>
      <section aria-labelledby="tries-head">
        <div class="head">
          <h2 id="tries-head">{tries.length === 0 ? 'Not tried yet' : count(tries.length, 'try', 'tries')}</h2>
        </div>
        <ol class="tries">
          {tries.map(it => (
            <li>
              <p class="num">
                <time datetime={it.at}>
                  {shortDay(dayOfInstant(it.at))}, {secondsText(it.at)}
                </time>{' '}
                <span class="meta">took {whole(it.tookMs)} ms</span>
              </p>
              <div>
                <p class={it.outcome === 'delivered' ? 'state-word' : 'c state-word'}>
                  {it.status === null ? 'No answer' : `Answered ${it.status}`}
                </p>
                {it.answer === '' ? null : <pre class="sent">{it.answer}</pre>}
                <details>
                  <summary class="meta">
                    {it.request.method} <bdi>{it.request.address}</bdi>, {whole(it.request.bytes)} bytes
                  </summary>
                  <pre class="sent">
                    {Object.entries(it.request.headers)
                      .map(([name, value]) => `${name}: ${value}`)
                      .join('\n')}
                  </pre>
                </details>
              </div>
            </li>
          ))}
        </ol>
      </section>
      {steps.length === 0 ? null : (
        <section aria-labelledby="steps-head">
          <div class="head">
            <h2 id="steps-head">Tells of</h2>
          </div>
          <ul class="steps">
            {steps.map(step => (
              <li>
                <a href={`/alerts/${step.alertId}`}>
                  <SubjectWord subject={step.subject} />
                </a>{' '}
                <span class="meta">
                  {STEP_WORDS[step.step]}, <a href={`/alerts/${step.alertId}/messages`}>who else was told</a>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="body-head">
        <div class="head">
          <h2 id="body-head">What is sent</h2>
          <p class="meta right">made again from the log; words that were erased since are not in it</p>
        </div>
        <pre class="sent">{bodyText(body)}</pre>
      </section>
    </main>
  );
}

function bodyText(body: Body | null): string {
  if (body === null) return 'The channel was removed.';
  return body.kind === 'mail' ? `Subject: ${body.subject}\n\n${body.text}` : JSON.stringify(body.value, null, 2);
}
