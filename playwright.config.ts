import { defineConfig } from '@playwright/test';
import { locateChromium } from './scripts/chromium.mjs';

const port = Number(process.env['HOPWISE_E2E_PORT'] ?? 4183);
const baseURL = `http://localhost:${port}/`;
const executablePath = locateChromium();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A shared machine can stand still for seconds: what only then fails is tried again, and named in the summary.
  retries: 2,
  // For machines that do other things, too. What must be quick says so in its own test.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'no-preference' },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
  webServer: {
    command: 'node scripts/serve.mjs',
    url: baseURL,
    env: { PORT: String(port) },
    reuseExistingServer: false,
    stdout: 'ignore',
  },
});
