import type { AlertView } from '@tensiometer/core/wire/api.ts';

/** A sentence as it read when the alert was raised, with the act marked in it. */
export function EvidenceWords({ part }: { part: AlertView['evidence'][number] }) {
  const { sentence, trigger } = part;
  if (sentence === null) return <>The words were erased.</>;
  if (trigger === null) return <bdi>“{sentence.trim()}”</bdi>;
  return (
    <bdi>
      “{sentence.slice(0, trigger.start)}
      <mark class="c">{sentence.slice(trigger.start, trigger.end)}</mark>
      {sentence.slice(trigger.end)}”
    </bdi>
  );
}
