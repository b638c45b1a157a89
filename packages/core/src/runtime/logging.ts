import { pino } from 'pino';

export type Logger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** JSON lines on standard error, so that standard output stays for people. Levels are pino's. */
export function createLogger(name: string, level: string): Logger {
  return pino(
    { name, level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
