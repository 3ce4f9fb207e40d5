import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'rules/**/*.test.ts', 'src/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    globalSetup: ['test/check-build.ts'],
    pool: 'threads',
    isolate: false,
    unstubEnvs: true,
    testTimeout: 60_000,
  },
});
