import { defineConfig } from 'vitest/config';

const shared = { passWithNoTests: false, testTimeout: 30_000, hookTimeout: 60_000 };
const onDatabase = { ...shared, globalSetup: ['tests/setup/global.ts'], pool: 'forks' as const };

/** `npm test` runs unit, integration and e2e; the others need a browser, time, or the folder beside the project. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'apps/*/src/**/*.test.{ts,tsx}',
            'tests/architecture/**/*.test.ts',
            'tests/demo/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
      { test: { ...onDatabase, name: 'integration', include: ['tests/integration/**/*.test.ts'] } },
      { test: { ...onDatabase, name: 'e2e', include: ['tests/e2e/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { ...onDatabase, name: 'browser', include: ['tests/browser/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...onDatabase, name: 'faults', include: ['tests/faults/**/*.test.ts'], testTimeout: 300_000 } },
      // Needs a pg_dump as new as the server: .ci/run runs it on Debian's PostgreSQL.
      { test: { ...onDatabase, name: 'restore', include: ['tests/restore/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { ...onDatabase, name: 'shared', include: ['tests/shared/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
