import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '../content/scenarios.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hopwise-packed-'));
const unpacked = join(folder, 'package');
const text = scenarios.find(({ id }) => id === 'shop-and-payments')?.files[0]?.text ?? '';
const demanding = text.replace(
  '  requests:\n',
  '  invariants:\n    - { id: callers, kind: onlyCallers, to: payments/backend, callers: [shop/frontend] }\n  requests:\n',
);
const opened = demanding.replace('- cluster.local/ns/shop/sa/frontend', '- cluster.local/ns/shop/sa/*');

/** Runs the program out of the package, with nothing but Node. */
function hopwise(args: readonly string[], input = '') {
  const program = join(unpacked, 'dist-cli/hopwise.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  });
  return { code: status, out: stdout, error: stderr };
}

describe('the package, unpacked where there is no node_modules', { timeout: 180_000 }, () => {
  beforeAll(() => {
    const [file] = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    })
      .trim()
      .split('\n')
      .slice(-1);
    execFileSync('tar', ['-xzf', file ?? '', '-C', folder], { cwd: folder });
    for (const [name, mesh] of [
      ['good', demanding],
      ['open', opened],
    ] as const) {
      mkdirSync(join(folder, name, 'deep'), { recursive: true });
      const [scenario = '', ...objects] = mesh.split(/^---\n/m);
      writeFileSync(join(folder, name, 'scenario.yaml'), scenario);
      writeFileSync(join(folder, name, 'deep/mesh.yml'), objects.join('---\n'));
      writeFileSync(join(folder, name, 'notes.txt'), 'no: [ yaml');
    }
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the program, what it is and its licences, and needs nothing else', () => {
    expect(readdirSync(unpacked).sort()).toEqual(['LICENSE', 'README.md', 'dist-cli', 'package.json']);
    expect(readdirSync(join(unpacked, 'dist-cli')).sort()).toEqual(['hopwise.mjs', 'licenses.md']);
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
    const manifest: unknown = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ bin: { hopwise: 'dist-cli/hopwise.mjs' }, private: true });
    expect(manifest).not.toHaveProperty('dependencies');
    expect(readFileSync(join(unpacked, 'dist-cli/hopwise.mjs'), 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('tests folders, and files from stdin', () => {
    const good = hopwise(['test', 'good']);
    expect(good).toMatchObject({ code: 0, error: '' });
    expect(good.out).toMatch(/\n1 invariant: 1 is proved\n$/);
    const bad = hopwise(['test', 'open', '--format', 'sarif']);
    expect(bad).toMatchObject({ code: 1, error: '' });
    expect(JSON.parse(bad.out)).toMatchObject({
      runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri: 'open/scenario.yaml' } } }] }] }],
    });
    expect(hopwise(['test', '-'], opened)).toMatchObject({ code: 1, error: '' });
  });

  it('compares folders and tells stories', () => {
    const { code, out } = hopwise(['diff', 'good', 'open']);
    expect([code, out.includes('+ shop/reviews → payments/backend GET /charges: denied → allowed')]).toEqual([1, true]);
    expect(hopwise(['diff', 'good', 'good'])).toMatchObject({ code: 0, error: '' });
    expect(hopwise(['story', 'good', '--request', 'frontend-charges']).out).toContain('✓ Allowed');
  });

  it('says what it cannot use, with file and line', () => {
    writeFileSync(join(folder, 'broken.yaml'), 'kind: Pod\nmetadata: [\n');
    expect(hopwise(['test', 'good', 'broken.yaml'])).toMatchObject({ code: 2, out: '' });
    expect(hopwise(['test', 'good', 'broken.yaml']).error).toMatch(/^broken\.yaml:\d+:\d+: error: /m);
    expect(hopwise(['test', 'nowhere'])).toMatchObject({ code: 2, out: '' });
    expect(hopwise(['test', 'nowhere']).error).toContain('nowhere');
    expect(hopwise(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
