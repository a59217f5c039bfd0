// Finds a Chromium for the end-to-end tests, installing one only where none is found.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const variables = ['HOPWISE_CHROMIUM', 'CHROME_PATH'];
const places = [
  // Made for tests: the same engine without a window around it, for two thirds of the processor's time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium that is already here, or null. Installs nothing. */
export function locateChromium() {
  const named = variables.map((name) => process.env[name] ?? '').filter((path) => path !== '');
  return [...named, ...places, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/**
 * Runs a command for at most `seconds`; true if it succeeded.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {number} seconds
 */
function succeeds(command, args, seconds) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: seconds * 1000, shell: process.platform === 'win32' });
    return true;
  } catch {
    return false;
  }
}

/** Debian's own package, where this is Debian and we may install packages. */
function installWithApt() {
  if (!existsSync('/etc/debian_version')) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !succeeds('sudo', ['-n', 'true'], 10)) return;
  const [command, ...before] = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  if (command === undefined || !succeeds(command, [...before, 'update', '-q'], 180)) return;
  const install = (/** @type {string} */ name) =>
    succeeds(command, [...before, 'install', '-y', '-q', '--no-install-recommends', name], 600);
  // Older releases have only the whole browser.
  if (!install('chromium-headless-shell')) install('chromium');
}

/**
 * The path of a Chromium: one that `HOPWISE_CHROMIUM` or `CHROME_PATH` names, one in the usual places, Playwright's
 * own download, Debian's package. Prints which one it took. Null where none can be had.
 */
export function findChromium() {
  const attempts = [() => {}, () => succeeds('npx', ['playwright', 'install', 'chromium'], 120), installWithApt];
  for (const attempt of attempts) {
    attempt();
    const path = locateChromium();
    if (path !== null) {
      console.log(`Chromium: ${path}`);
      return path;
    }
  }
  console.error('No Chromium found. Install one, or name it: HOPWISE_CHROMIUM=/path/to/chromium');
  return null;
}
