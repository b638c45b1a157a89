/** Redis is set up in a way that loses jobs at any moment; the message says what to set. */
export class UnsafeRedis extends Error {}

const OLDEST = [6, 2] as const;

/**
 * Judges a Redis by its own `INFO` (which managed ones answer too, where they refuse `CONFIG`): throws `UnsafeRedis` when
 * it may throw jobs away to make room, or is too old; answers what whoever runs it should know. No job is the only copy
 * of a report, so a Redis that keeps nothing is slow to recover from and not unsafe.
 */
export function judgeRedis(info: string): string[] {
  const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const version = value('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== '' && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])))
    throw new UnsafeRedis(`Redis at REDIS_URL is ${version}; the queue needs ${OLDEST.join('.')} or newer.`);
  const policy = value('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction')
    throw new UnsafeRedis(
      `Redis at REDIS_URL throws keys away when its memory is full (maxmemory-policy ${policy}), and jobs are keys. Set it: redis-cli config set maxmemory-policy noeviction`,
    );
  return value('aof_enabled') === '0'
    ? [
        'Redis at REDIS_URL keeps no append-only file: after a crash its jobs are queued again from PostgreSQL, half a minute late. To keep them: redis-cli config set appendonly yes',
      ]
    : [];
}
