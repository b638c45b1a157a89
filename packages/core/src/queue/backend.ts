import {
  type ConnectionOptions,
  createPostgresBackend,
  type JobsOptions,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { judgeRedis, UnsafeRedis } from './redis-safety.ts';

export type NewJob = { name: string; data: unknown; opts: { jobId: string } };
/** A statement for somebody else's transaction: its text with $1, $2 …, and their values in order. */
export type Statement = { text: string; values: string[] };
/** What we use of a BullMQ queue, whatever it stands on. */
export type JobQueue = {
  addBulk(jobs: NewJob[]): Promise<unknown>;
  /** What queues the jobs as part of a transaction of our database; null where jobs live elsewhere. */
  addWithin: ((jobs: NewJob[]) => Statement) | null;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};
/** What we use of a BullMQ worker, whatever it stands on. */
export type JobWorker = {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};

/** Where BullMQ keeps its jobs. This file alone knows that there are two such places. */
export type QueueBackend = {
  kind: 'redis' | 'postgres';
  /**
   * What whoever runs the system should know of the place of the jobs, in sentences. Throws `UnsafeRedis` when it would
   * lose jobs at any moment; one that does not answer within two seconds may come later.
   */
  check(): Promise<string[]>;
  /** Brings the queue's own tables up to date; nothing to do on Redis. */
  migrate(): Promise<void>;
  queue(name: string, options: Omit<QueueOptions, 'connection'>): JobQueue;
  worker(name: string, handle: (data: unknown) => Promise<void>, options: Omit<WorkerOptions, 'connection'>): JobWorker;
  /** Closes the connections that queues and workers were given; close those first. */
  close(): Promise<void>;
};

/** Schema of the queue's own tables, where they are in PostgreSQL. */
export const SCHEMA = 'bullmq';

const QUEUE_AWAY =
  'Redis does not answer at REDIS_URL. Reports are taken and kept, and are read once it is back; unset REDIS_URL to queue in PostgreSQL.';

/** BullMQ on Redis when there is an address of one, else on its PostgreSQL backend. */
export function createBackend(urls: { redisUrl: string | null; databaseUrl: string }): QueueBackend {
  return urls.redisUrl === null ? onPostgres(urls.databaseUrl) : onRedis(urls.redisUrl);
}

function onRedis(url: string): QueueBackend {
  const connections: Redis[] = [];
  const connect = (options: {
    enableOfflineQueue?: boolean;
    maxRetriesPerRequest: number | null;
  }): ConnectionOptions => {
    const redis = new Redis(url, { ...options, connectTimeout: 3_000 });
    redis.on('error', () => {});
    connections.push(redis);
    return redis;
  };
  return {
    kind: 'redis',
    check: async () => {
      const redis = new Redis(url, { lazyConnect: true, connectTimeout: 2_000, retryStrategy: () => null });
      redis.on('error', () => {});
      try {
        await redis.connect();
        return judgeRedis(await redis.info());
      } catch (error) {
        if (error instanceof UnsafeRedis) throw error;
        return [QUEUE_AWAY];
      } finally {
        redis.disconnect();
      }
    },
    migrate: async () => {},
    // A producer must fail at once while Redis is away: the report is in PostgreSQL and the sweeper queues it later.
    queue: (name, options) =>
      asJobQueue(
        new Queue(name, {
          ...options,
          defaultJobOptions: {
            ...options.defaultJobOptions,
            removeOnComplete: { age: 3_600, count: 10_000 },
            removeOnFail: { age: 86_400 },
          },
          connection: connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
        }),
        null,
      ),
    worker: (name, handle, options) =>
      new Worker(name, job => handle(job.data), { ...options, connection: connect({ maxRetriesPerRequest: null }) }),
    close: async () => {
      for (const redis of connections) redis.disconnect();
    },
  };
}

function onPostgres(url: string): QueueBackend {
  const connection = (name: string, max: number) => ({
    connectionString: url,
    schema: SCHEMA,
    max,
    application_name: name,
    keepAlive: true,
  });
  return {
    kind: 'postgres',
    // The database that everything else needs as well: without it nothing starts.
    check: async () => [],
    migrate: async () => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => {});
      await client.connect();
      try {
        await client.query("set client_min_messages = 'warning'");
        await runMigrations(client, SCHEMA);
      } finally {
        await client.end();
      }
    },
    // Finished jobs go at once: counting retention on this backend halves its throughput.
    queue: (name, options) => {
      const defaults = { ...options.defaultJobOptions, removeOnComplete: true, removeOnFail: true };
      const queue = new Queue(
        name,
        { ...options, defaultJobOptions: defaults, connection: connection('tensiometer-queue', 3) },
        createPostgresBackend,
      );
      return asJobQueue(queue, jobs => addStatement(name, jobs, defaults));
    },
    worker: (name, handle, options) =>
      new Worker(
        name,
        job => handle(job.data),
        { ...options, connection: connection('tensiometer-jobs', 6) },
        createPostgresBackend,
      ),
    close: async () => {},
  };
}

function asJobQueue(queue: Omit<JobQueue, 'addWithin'>, addWithin: JobQueue['addWithin']): JobQueue {
  return {
    addBulk: jobs => queue.addBulk(jobs),
    addWithin,
    on: (event, listener) => queue.on(event, listener),
    close: () => queue.close(),
  };
}

/**
 * What `addBulk` of BullMQ's PostgreSQL backend does, as a statement: the function it calls is not part of its documented
 * interface, so the version is pinned and a contract test compares the rows that both ways leave.
 */
function addStatement(queue: string, jobs: readonly NewJob[], defaults: JobsOptions): Statement {
  const entries = jobs.map(({ name, data, opts }) => ({
    queue,
    id: opts.jobId,
    name,
    data: JSON.stringify(data),
    opts: { ...defaults, ...opts },
    priority: 0,
    delay: 0,
    timestamp: Date.now(),
    attempts: defaults.attempts ?? 1,
    lifo: false,
  }));
  return { text: `select ${SCHEMA}.add_jobs_bulk($1, $2::jsonb)`, values: [queue, JSON.stringify(entries)] };
}
