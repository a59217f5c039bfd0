// Stands in for vitest inside the mutation test runner: collects the tests that a module declares, so that they can be run again and again.
import { GLOBAL_EXPECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** @type {{ id: string, run: () => void }[]} */
export const declared = [];
/** @type {string[]} */
const path = [];

/**
 * @param {string} name
 * @param {() => void} body
 */
export function describe(name, body) {
  path.push(name);
  body();
  path.pop();
}

/**
 * @param {string} name
 * @param {() => void} run
 */
export function it(name, run) {
  declared.push({ id: [...path, name].join(' > '), run });
}

/** @param {readonly unknown[]} rows */
it.each = (rows) => (/** @type {string} */ name, /** @type {(...row: any[]) => void} */ run) => {
  rows.forEach((row, index) => {
    it(`${name} (${index})`, () => run(...(Array.isArray(row) ? row : [row])));
  });
};
describe.each =
  (/** @type {readonly unknown[]} */ rows) =>
  (/** @type {string} */ name, /** @type {(...row: any[]) => void} */ body) => {
    rows.forEach((row, index) => {
      describe(`${name} (${index})`, () => body(...(Array.isArray(row) ? row : [row])));
    });
  };

export const expect = chai.expect;
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, writable: true, configurable: true });
