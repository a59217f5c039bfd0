// Builds the site and runs the end-to-end tests against it: npm run e2e -- [--no-build] [PLAYWRIGHT ARG…]
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';
import { bin, pseudoBuild } from './stages.mjs';

const args = process.argv.slice(2);
const executable = findChromium();
if (executable === null) process.exit(1);

/**
 * @param {string} tool
 * @param {readonly string[]} toolArgs
 */
function run(tool, toolArgs) {
  const env = { ...process.env, HOPWISE_CHROMIUM: executable ?? '' };
  const { status } = spawnSync(bin(tool), toolArgs, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!args.includes('--no-build')) {
  run('vite', ['build', '--logLevel', 'warn']);
  const specs = args.filter((arg) => arg.endsWith('.spec.ts'));
  if (specs.length === 0 || specs.some((spec) => spec.includes('pseudo'))) run('vite', pseudoBuild);
}
run('playwright', ['test', ...args.filter((arg) => arg !== '--no-build')]);
