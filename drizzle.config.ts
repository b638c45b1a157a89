import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './packages/core/src/log/schema.ts',
    './packages/core/src/log/reader-schema.ts',
    './packages/core/src/log/recode-schema.ts',
    './packages/core/src/views/schema.ts',
  ],
  out: './packages/core/src/log/migrations',
});
