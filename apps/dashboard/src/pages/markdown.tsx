import type { Child } from 'hono/jsx';

/**
 * Shows the Markdown that our own documents use: headings, paragraphs, tables, lists, `code`, **bold** and links. Their
 * headings begin a level lower, since the page has its own. It is for files of this project, never for what was sent to us.
 */
export function Markdown({ text }: { text: string }) {
  return <>{blocksOf(text).map(block => blockOf(block.split('\n')))}</>;
}

/** Every heading of the second level, with the name that it can be linked by. */
export function headingsOf(text: string): { id: string; words: string }[] {
  return [...text.matchAll(/^## (.+)$/gm)].map(([, words = '']) => ({ id: nameOf(words), words }));
}

function blocksOf(text: string): string[] {
  return text
    .replace(/^# .+\n/, '')
    .split(/\n{2,}/)
    .map(block => block.trim())
    .filter(block => block !== '');
}

function nameOf(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function blockOf(lines: string[]): Child {
  const [first = ''] = lines;
  if (first.startsWith('### ')) return <h3>{inline(first.slice(4))}</h3>;
  if (first.startsWith('## ')) return <h2 id={nameOf(first.slice(3))}>{inline(first.slice(3))}</h2>;
  if (first.startsWith('|')) return <Table rows={lines} />;
  if (first.startsWith('- '))
    return (
      <ul>
        {itemsOf(lines).map(item => (
          <li>{inline(item)}</li>
        ))}
      </ul>
    );
  return <p>{inline(lines.join(' '))}</p>;
}

function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function Table({ rows }: { rows: string[] }) {
  const [head = [], , ...body] = rows.map(row =>
    row
      .replace(/^\||\|$/g, '')
      .split('|')
      .map(cell => cell.trim()),
  );
  return (
    <section class="wide" tabindex={0} aria-label={`Table: ${head.join(', ')}`}>
      <table>
        <thead>
          <tr>
            {head.map(cell => (
              <th scope="col">{inline(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map(cells => (
            <tr>
              {cells.map((cell, i) =>
                i === 0 && cell !== '' ? <th scope="row">{inline(cell)}</th> : <td>{inline(cell)}</td>,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const PIECES = /(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/;

function inline(text: string): Child[] {
  return text.split(PIECES).map((piece): Child => {
    if (/^`.+`$/.test(piece)) return <code>{piece.slice(1, -1)}</code>;
    if (/^\*\*.+\*\*$/.test(piece)) return <b>{piece.slice(2, -2)}</b>;
    const [, words, address] = /^\[(.+)\]\((.+)\)$/.exec(piece) ?? [];
    if (words === undefined || address === undefined) return piece;
    // files of the project beside the document are not on the server
    return /^https?:/.test(address) ? <a href={address}>{words}</a> : words;
  });
}
