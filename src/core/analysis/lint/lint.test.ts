import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintCodes } from '../../model/lint.ts';

describe('every pitfall', () => {
  it('has its cases', () => {
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
    const text = tests.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
    expect(lintCodes.filter((code) => !new RegExp(`pitfall\\(\\s*'${code}'`).test(text))).toEqual([]);
  });
});
