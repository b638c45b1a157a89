import { find } from './dom.ts';

/** What the page writes into the text beside its words. */
const NOT_TEXT = '.tag, .by, .legend';

/** Takes the words that are selected in a report into the form that adds an event. */
export function startAddEvent(): void {
  const [article, form] = [find('.art', HTMLElement), find('#add-event', HTMLDetailsElement)];
  if (!article || !form) return;
  const take = (): void => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!article.contains(range.commonAncestorContainer)) return;
    const words = textOf(range).trim();
    const field = find('[name="words"]', HTMLInputElement, form);
    const nth = find('[name="nth"]', HTMLInputElement, form);
    if (words === '' || words.length > 300 || !field || !nth) return;
    const before = document.createRange();
    before.selectNodeContents(article);
    before.setEnd(range.startContainer, range.startOffset);
    field.value = words;
    nth.value = String(textOf(before).split(words).length);
    form.open = true;
  };
  article.addEventListener('pointerup', take);
  document.addEventListener('keyup', take);
}

function textOf(range: Range): string {
  const part = range.cloneContents();
  for (const extra of part.querySelectorAll(NOT_TEXT)) extra.remove();
  return part.textContent ?? '';
}
