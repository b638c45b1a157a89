import { draw, find } from './dom.ts';
import { isTyping } from './keyboard.ts';

const KEYS: [string, [keys: string, words: string][]][] = [
  [
    'Everywhere',
    [
      ['/', 'search'],
      ['g o', 'overview'],
      ['g a', 'alerts'],
      ['g r', 'reports'],
      ['a', 'set an alert line'],
      ['?', 'this list'],
    ],
  ],
  [
    'On a subject',
    [
      ['t', 'range'],
      ['← →', 'move the range by a quarter'],
      ['+ −', 'zoom in and out'],
      ['0', 'back to all data'],
    ],
  ],
  [
    'On the chart',
    [
      ['← →', 'one point back or on'],
      ['Page ↑ ↓', 'seven points'],
      ['Home End', 'first and last point'],
      ['Enter', 'what is behind the point'],
      ['Esc', 'close it'],
    ],
  ],
];
/** Keys of a pair must follow each other within this time. */
const PAIR_MS = 1_200;
const GO: Record<string, string> = { o: '/', a: '/alerts', r: '/reports' };

/** The keys that work on every page, and the list of them under `?`. */
export function startKeymap(): void {
  let wentAt = Number.NEGATIVE_INFINITY;
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const address = event.timeStamp - wentAt < PAIR_MS ? GO[event.key] : undefined;
    wentAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (address !== undefined) {
      event.preventDefault();
      location.assign(address);
      return;
    }
    if (act(event.key)) event.preventDefault();
  });
}

function act(key: string): boolean {
  switch (key) {
    case '?':
      showKeys();
      return true;
    case '/':
      return focusOn('input[type="search"]') || focusOn('#compare-with') || goTo('/#search');
    case 't':
      return focusOn('#from');
    case 'a':
      return focusOn('#line-form input[name="warn"]') || goTo('/alerts#line-form');
    default:
      return false;
  }
}

function focusOn(selector: string): boolean {
  const field = find(selector, HTMLElement);
  if (field === null) return false;
  field.closest('details')?.setAttribute('open', '');
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
  field.scrollIntoView({ block: 'nearest' });
  return true;
}

function goTo(address: string): boolean {
  location.assign(address);
  return true;
}

function showKeys(): void {
  const dialog = find('#keymap', HTMLDialogElement) ?? newDialog();
  if (!dialog.open) dialog.showModal();
}

function newDialog(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.id = 'keymap';
  dialog.setAttribute('aria-labelledby', 'keymap-head');
  document.body.append(dialog);
  draw(dialog, <Keys />);
  // a click beside the sheet closes it
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}

function Keys() {
  return (
    <form method="dialog">
      <div class="head">
        <h2 id="keymap-head">Keys</h2>
        <button class="link right" type="submit">
          Close
        </button>
      </div>
      {KEYS.map(([where, keys]) => (
        <section>
          <h3>{where}</h3>
          <dl>
            {keys.map(([key, words]) => (
              <div>
                <dt>
                  {key.split(' ').map(part => (
                    <kbd>{part}</kbd>
                  ))}
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </form>
  );
}
