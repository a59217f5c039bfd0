import { defineConfig } from 'vitest/config';

/** Which branches of the engine the unit tests, the cases of the gallery and the recorded verdicts reach together: `npm run coverage`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/{core,content,conformance}/**/*.test.ts', 'src/conformance/replay.coverage.ts'],
    testTimeout: 300_000,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['src/core/{controlplane,dataplane}/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/**/*.fixture.ts', 'src/**/properties/**', 'src/**/checkTrace.ts'],
      reporter: ['text', 'json', 'json-summary'],
      reportsDirectory: 'coverage',
      thresholds: { branches: 95, statements: 97, functions: 98 },
    },
  },
});
