import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { waitFor } from '../setup/wait-for.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESTART_AFTER_MS = 300;

export type Role = 'ingest' | 'worker';
/** One process of the system, started again whenever it ends. */
export type Member = {
  role: Role;
  url: string;
  /** Sends a signal to the process as it is now. */
  signal(name: NodeJS.Signals): void;
  /** Resolves once it answers that it is ready. */
  ready(withinMs?: number): Promise<void>;
  /** What it said last, each time that it ended without having been told to. */
  ownEnds(): string[];
  stop(): Promise<void>;
};

const SCRIPTS: Record<Role, { script: string; port: string; path: string }> = {
  ingest: { script: 'tests/faults/ingest-process.ts', port: 'INGEST_PORT', path: '/readyz' },
  worker: { script: 'tests/faults/worker-process.ts', port: 'WORKER_PORT', path: '/livez' },
};

/** Starts a process of a role and keeps one running. What it says goes to a file in `folder`. */
export function startMember(role: Role, port: number, folder: string, environment: NodeJS.ProcessEnv): Member {
  const { script, port: variable, path } = SCRIPTS[role];
  let child: ChildProcess;
  let stopping = false;
  let told = false;
  const ends: string[] = [];
  const said = join(folder, `${role}-${port}.log`);
  const launch = (): void => {
    told = false;
    const log = openSync(said, 'a');
    child = spawn(process.execPath, ['--import', 'tsx', script], {
      cwd: ROOT,
      env: { ...environment, [variable]: String(port) },
      stdio: ['ignore', 'ignore', log],
    });
    closeSync(log);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      if (!told) ends.push(`${role} ended with ${signal ?? code}: ${lastWords(said)}`);
      setTimeout(() => !stopping && launch(), RESTART_AFTER_MS);
    });
  };
  launch();
  const endNow = () => child.kill('SIGKILL');
  process.once('exit', endNow);
  const url = `http://127.0.0.1:${port}`;
  return {
    role,
    url,
    signal: name => {
      told ||= name === 'SIGKILL' || name === 'SIGTERM';
      child.kill(name);
    },
    ready: async (withinMs = 180_000) => {
      await waitFor(
        `the ${role} on ${port}`,
        () =>
          fetch(`${url}${path}`, { signal: AbortSignal.timeout(2_000) }).then(
            response => (response.ok ? true : null),
            () => null,
          ),
        withinMs,
      );
    },
    ownEnds: () => [...ends],
    stop: async () => {
      stopping = true;
      process.off('exit', endNow);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await Promise.race([ended, delay(20_000, undefined, { ref: false })]);
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function lastWords(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  // An error that nobody caught is told in several lines, which end with the version of Node.
  const last = lines.at(-1)?.startsWith('Node.js') ? lines.slice(-14) : lines.slice(-1);
  return last.join('\n    ').slice(-1_500);
}
