// npm test: everything. A line for each stage, and at the very end `N passed, N failed`.
import { join } from 'node:path';
import { measure } from './budget.mjs';
import { findChromium } from './chromium.mjs';
import { bin, checks, counted, pseudoBuild, root, run, runStages } from './stages.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

/** @type {Stage} */
const unit = {
  name: 'unit',
  run: () => {
    const report = join(root, '.tmp/vitest.json');
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return counted(
      report,
      () => run(bin('vitest'), args),
      ({ numPassedTests, numFailedTests, testResults }) => {
        // A file that does not load has no tests to count.
        const broken = testResults.filter(
          (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
        );
        return { passed: numPassedTests, failed: numFailedTests + broken.length };
      },
    );
  },
};

/** @type {Stage} */
const conformance = {
  name: 'conformance',
  run: async () => {
    const args = ['scripts/run-ts.mjs', 'src/conformance/main.ts', 'src/conformance', '--floor'];
    const { ok, output } = await run(process.execPath, args);
    const note = output.match(/^agree \d+ of \d+.*$/gm)?.at(-1) ?? 'no verdicts';
    return { passed: Number(ok), failed: Number(!ok), note, output };
  },
};

let built = false;

/** @type {Stage} */
const build = {
  name: 'build',
  run: async () => {
    const { ok, output } = await run(bin('vite'), ['build', '--logLevel', 'warn']);
    built = ok;
    // The site in the pseudo-locale, for the test that looks for words outside the catalogues.
    const pseudo = await run(bin('vite'), pseudoBuild);
    return { passed: Number(ok && pseudo.ok), failed: Number(!ok || !pseudo.ok), output: output + pseudo.output };
  },
};

/** @type {Stage} */
const size = {
  name: 'bundle',
  run: async () => {
    if (!built) return { passed: 0, failed: 1, note: 'no build' };
    const { ok, lines, summary } = measure();
    console.log(lines.join('\n'));
    return { passed: Number(ok), failed: Number(!ok), note: summary };
  },
};

/**
 * The titles of what passed only when it was tried again.
 * @param {any} suite of Playwright's report
 * @returns {string[]}
 */
function flaky({ suites = [], specs = [] }) {
  const own = specs.filter((/** @type {any} */ { tests }) =>
    tests.some((/** @type {any} */ test) => test.status === 'flaky'),
  );
  return [...own.map((/** @type {any} */ { title }) => title), ...suites.flatMap(flaky)];
}

/** @type {Stage} */
const e2e = {
  name: 'e2e',
  run: async () => {
    if (!built) return { passed: 0, failed: 1, note: 'no build' };
    const executable = findChromium();
    if (executable === null) return { passed: 0, failed: 1, note: 'no Chromium' };
    const report = join(root, '.tmp/playwright.json');
    const env = { HOPWISE_CHROMIUM: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    return counted(
      report,
      () => run(bin('playwright'), ['test', '--reporter=line,json'], env),
      ({ stats, errors, suites }) => ({
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected + errors.length,
        note: suites
          .flatMap(flaky)
          .map((/** @type {string} */ title) => `\n       only when tried again: ${title}`)
          .join(''),
      }),
    );
  },
};

const { passed, failed } = await runStages([...checks, unit, conformance, build, size, e2e]);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
