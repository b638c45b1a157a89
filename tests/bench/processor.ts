import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '../../packages/core/src/log/database.ts';

/** Processor seconds of parts of the system by name. Linux only. */
export type Used = Record<string, number>;

const TICKS_A_SECOND = 100;

type Process = { pid: string; parent: string; command: string; seconds: number; withChildren: number };

/** Every process with the processor time it has used, and with that of children that have ended. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap((pid): Process[] => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ticks = (from: number, to: number) =>
          fields.slice(from, to).reduce((sum, field) => sum + Number(field), 0) / TICKS_A_SECOND;
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid, parent: fields[1] ?? '', command, seconds: ticks(11, 13), withChildren: ticks(11, 15) }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** Process of the server that a database is on, which all its connections are children of. */
export async function serverOf(db: Database): Promise<string> {
  const { rows } = await db.$client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return processes().find(({ pid }) => pid === String(rows[0]?.pid))?.parent ?? '';
}

/** What the processor was used for so far: here, in a server with its children, and in children of ours by a word of their command. */
export function processorUsed(server: string, words: Record<string, string> = {}): Used {
  const all = processes();
  const sum = (some: Process[], read: (it: Process) => number) => some.reduce((total, it) => total + read(it), 0);
  const { user, system } = process.cpuUsage();
  return {
    here: (user + system) / 1e6,
    PostgreSQL: sum(
      all.filter(({ pid, parent }) => pid === server || parent === server),
      it => (it.pid === server ? it.withChildren : it.seconds),
    ),
    ...Object.fromEntries(
      Object.entries(words).map(([name, word]) => [
        name,
        sum(
          all.filter(({ parent, command }) => parent === String(process.pid) && command.includes(word)),
          it => it.seconds,
        ),
      ]),
    ),
  };
}

/**
 * What each of so many took of a processor, in milliseconds, by part, and how many a second two processors that do
 * nothing else could do: figures that other work on the machine does not change much.
 */
export function perItem(before: Used, after: Used, items: number): Record<string, string> {
  const each = Object.entries(after).map(
    ([name, seconds]) => [name, (1_000 * (seconds - (before[name] ?? 0))) / items] as const,
  );
  const total = each.reduce((sum, [, ms]) => sum + ms, 0);
  return {
    'processor ms each': each.map(([name, ms]) => `${name} ${ms.toFixed(2)}`).join(' + '),
    'so at most, on two quiet cores': `${(2_000 / total).toFixed(0)}/s`,
  };
}
