import type { MessagesAnswer, MessageView } from '@tensiometer/core/wire/shapes/channel.ts';
import { reasonWords, STEP_WORDS, statusWords } from './channel-words.ts';
import { count, dayOfInstant, momentText, secondsText, shortDay } from './format.ts';
import { SubjectWord } from './subject-word.tsx';

/** What was sent through a channel, newest first: when, what, what was answered. */
export function DeliveryLog({
  answer,
  older,
  marked,
}: {
  answer: MessagesAnswer;
  older: string;
  marked: string | null;
}) {
  if (answer.messages.length === 0) return <p class="say-none">Nothing was sent through this channel yet.</p>;
  return (
    <>
      <ol class="delivery-log">
        {answer.messages.map(message => (
          <li
            data-message={message.messageId}
            data-status={message.status}
            class={message.messageId === marked ? 'marked' : undefined}
          >
            <p class="when num">
              <time datetime={message.formedAt}>
                {shortDay(dayOfInstant(message.formedAt))}, {secondsText(message.formedAt)}
              </time>
            </p>
            <p class="what">
              <a href={`/messages/${message.messageId}`}>
                <MessageWords message={message} />
              </a>
            </p>
            <Fate message={message} />
          </li>
        ))}
      </ol>
      {answer.next === null ? null : (
        <p class="more">
          <a class="btn" href={`${older}?${new URLSearchParams({ cursor: answer.next })}`}>
            Older messages
          </a>
        </p>
      )}
    </>
  );
}

/** What a message is about, in a line. */
export function MessageWords({ message }: { message: MessageView }) {
  if (message.kind === 'test') return <>Test</>;
  if (message.kind === 'notice') return <>Another channel no longer works</>;
  const [first] = message.steps;
  if (first === undefined) return <>Nothing</>;
  const rest = message.steps.length - 1;
  return (
    <>
      <SubjectWord subject={first.subject} /> {STEP_WORDS[first.step]}
      {rest === 0 ? '' : `, and ${count(rest, 'more step')}`}
    </>
  );
}

function Fate({ message }: { message: MessageView }) {
  const [last] = message.tries;
  return (
    <div class="fate">
      <p class={message.status === 'failed' ? 'c state-word' : 'state-word'}>
        {statusWords(message)}
        {last === undefined || last.status === null ? '' : `, ${last.status}`}
        {message.tries.length > 1 ? <span class="meta"> {count(message.tries.length, 'try', 'tries')}</span> : null}
      </p>
      {message.reason === null || message.kind === 'test' ? null : <p class="meta">{reasonWords(message.reason)}</p>}
      {message.status !== 'delivered' && last !== undefined && last.answer !== '' ? (
        <p class="meta answer">
          <bdi>{last.answer.slice(0, 160)}</bdi>
        </p>
      ) : null}
      {message.nextTryAt === null || last === undefined ? null : (
        <p class="meta">next try {momentText(message.nextTryAt)} UTC</p>
      )}
    </div>
  );
}
