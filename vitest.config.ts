import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    // For machines that do other things, too.
    testTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}'],
    coverage: { provider: 'v8', include: ['src/**/*.{ts,tsx}'], exclude: ['src/**/*.test.{ts,tsx}'] },
  },
});
