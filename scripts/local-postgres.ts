import { setTimeout as delay } from 'node:timers/promises';
import {
  createCluster,
  password,
  readSettings,
  rememberedPort,
  rememberPort,
  type Settings,
  settingsText,
  writeSettings,
} from './postgres/cluster.ts';
import { answers, ensureDatabase, freePort, isFree, urlOf } from './postgres/connection.ts';
import { isServerOf, readPidFile } from './postgres/pid-file.ts';
import { type Place, settlePlace } from './postgres/place.ts';
import { PortTaken, StillEnding, startServer, stopServer, waitReady } from './postgres/server.ts';
import { claim } from './postgres/single-start.ts';
import { CannotStart, errorCode, explain } from './postgres/trouble.ts';

const DATABASE = 'tensiometer';
/** How long a server that we find may take to get ready and answer before it is restarted. */
const ADOPT_WITHIN_MS = 10_000;
/** How long a taken port and the rest of a killed server are waited out. */
const START_WITHIN_MS = 15_000;

export type LocalPostgresOptions = {
  /** Where the data live between runs. */
  dataFolder: string;
  /** A fixed port. Default: a free one, kept for the next start while it stays free. */
  port?: number;
  /** More of PostgreSQL's own settings. */
  settings?: Settings;
  /** For tests: nothing waits for the disk, and a crash of the machine may destroy the data. Default: false. */
  fast?: boolean;
  /** Where this process can be seen, such as the dashboard's address; a second start is told. */
  where?: string;
  /** Hears one line before each slow step. */
  say: (line: string) => void;
};

export type LocalPostgres = {
  url: string;
  /** `adopted`: it ran already, left by a process that was killed; `restarted`: it ran and did not answer, or otherwise than asked. */
  how: 'started' | 'adopted' | 'restarted';
  /** Something that the user should know, such as data kept elsewhere. */
  note?: string;
  /** Stops the server, within 8 s if it can; calling again waits for the same stop. */
  stop: () => Promise<void>;
};

/**
 * A PostgreSQL of this project's own, on loopback, with its data in `dataFolder`; there is never more than one per folder.
 * It lives on when this process is killed, and the next start takes it over.
 * @throws CannotStart with one sentence that says what to do.
 */
export async function localPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  try {
    return await hold(settlePlace(options.dataFolder), options);
  } catch (error) {
    // A file that cannot be read or written is the user's to mend as well.
    throw errorCode(error) ? explain('start', String(error), options.dataFolder) : error;
  }
}

async function hold(place: Place, options: LocalPostgresOptions): Promise<LocalPostgres> {
  const { where, say, fast = false } = options;
  if (place.note) say(`Note: ${place.note}.`);
  const release = await claim(place.folder, where);
  try {
    await createCluster(place, fast, say);
    const secret = password(place);
    const { how, port } = (await adopt(place, options)) ?? (await start(place, options));
    try {
      await ensureDatabase(urlOf(port, secret, 'postgres'), DATABASE);
    } catch (error) {
      await stopServer(place);
      throw error instanceof CannotStart ? error : explain('open its database', String(error), place.folder);
    }
    let stopped: Promise<void> | null = null;
    const stop = () => {
      stopped ??= stopServer(place).finally(release);
      return stopped;
    };
    const running = { url: urlOf(port, secret, DATABASE), how, stop };
    return place.note ? { ...running, note: place.note } : running;
  } catch (error) {
    await release();
    throw error;
  }
}

type Outcome = { how: LocalPostgres['how']; port: number };

/** Takes over a server that runs on this data with the settings asked for; any other one is stopped first. */
async function adopt(place: Place, options: LocalPostgresOptions): Promise<Outcome | null> {
  const { port, settings, fast, say } = options;
  const running = readPidFile(place.data);
  if (!running || !isServerOf(place.data, running.pid)) return null;
  if (await waitReady(place.data, running.pid, ADOPT_WITHIN_MS)) {
    const found = readPidFile(place.data)?.port ?? 0;
    const asAsked = readSettings(place) === settingsText(port ?? found, settings, fast);
    if (asAsked && (await answers(urlOf(found, password(place), 'postgres'), place.data))) {
      say(`Using the PostgreSQL that an earlier run left running on port ${found}.`);
      return { how: 'adopted', port: found };
    }
  }
  say('Stopping the PostgreSQL of an earlier run, which does not answer or has other settings ...');
  await stopServer(place);
  return { how: 'restarted', port: (await start(place, options)).port };
}

async function start(place: Place, options: LocalPostgresOptions): Promise<Outcome> {
  const { port: wanted, settings, fast, say } = options;
  const givenUp = Date.now() + START_WITHIN_MS;
  for (let port = wanted ?? (await usualPort(place)); ; ) {
    try {
      if (wanted !== undefined && !(await isFree(wanted))) throw new PortTaken();
      writeSettings(place, settingsText(port, settings, fast));
      say(`Starting PostgreSQL on port ${port} ...`);
      await startServer(place, say);
      rememberPort(place, port);
      return { how: 'started', port };
    } catch (error) {
      if (error instanceof PortTaken && wanted !== undefined) {
        throw new CannotStart(
          `Port ${port} on 127.0.0.1 is in use by another program: stop that one, or choose another port for the database.`,
        );
      }
      const passing = error instanceof PortTaken || error instanceof StillEnding;
      if (!passing || Date.now() > givenUp) throw error;
      if (error instanceof PortTaken) port = await freePort();
      else await delay(250);
    }
  }
}

async function usualPort(place: Place): Promise<number> {
  const port = rememberedPort(place);
  return port !== null && (await isFree(port)) ? port : freePort();
}
