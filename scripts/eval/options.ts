export type Options = { only: string[]; folder: string; json: string | null };

/** What was typed cannot be understood; the message says what can be. */
export class BadOption extends Error {}

/** Reads `--only a,b`, `--folder PATH` and `--json FILE`. Throws `BadOption` on anything else, and on unknown sets. */
export function readOptions(args: readonly string[], sets: readonly string[], folder: string): Options {
  const options: Options = { only: [...sets], folder, json: null };
  for (let i = 0; i < args.length; i += 2) {
    const [name = '', value] = [args[i], args[i + 1]];
    if (!['--only', '--folder', '--json'].includes(name))
      throw new BadOption(`${name} is unknown; there are --only ${sets.join(',')}, --folder PATH and --json FILE`);
    if (value === undefined || value.startsWith('--')) throw new BadOption(`${name} needs a value`);
    if (name === '--folder') options.folder = value;
    else if (name === '--json') options.json = value;
    else options.only = value.split(',').map(part => part.trim());
  }
  const unknown = options.only.filter(set => !sets.includes(set));
  if (unknown.length > 0) throw new BadOption(`there is no set ${unknown.join(', ')}; the sets are ${sets.join(', ')}`);
  return options;
}
