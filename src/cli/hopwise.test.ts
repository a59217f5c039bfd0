import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hopwise } from './hopwise.ts';
import { version } from './version.ts';

describe('the program hopwise', () => {
  it('says its version, the one of its package', () => {
    const written: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(written).toMatchObject({ version });
    expect(hopwise(['--version'])).toEqual({ code: 0, out: `${version}\n`, error: '' });
  });

  it('says what it can do, and of each command how it is called', () => {
    expect(hopwise(['--help']).out).toContain('hopwise test PATH…');
    expect(hopwise([])).toMatchObject({ code: 2, out: '' });
    for (const name of ['test', 'diff', 'story']) {
      expect(hopwise([name, '--help']).out).toMatch(new RegExp(`^Usage: hopwise ${name} `));
      expect(hopwise([name]).error).toMatch(new RegExp(`^Usage: hopwise ${name} `));
      expect(hopwise([name, 'no-such-file.yaml', 'nor-this.yaml'])).toMatchObject({ code: 2, out: '' });
    }
  });

  it('refuses commands that it does not have', () => {
    expect(hopwise(['toString'])).toEqual({
      code: 2,
      out: '',
      error: 'hopwise has no command toString: test, diff, story.\n',
    });
  });
});
