import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathNormalization } from '../../../controlplane/meshConfig.ts';
import { normalizePath } from '../../../dataplane/pathNormalization.ts';
import { accepts, shortest } from '../patterns/language.ts';
import { headerLine, hosts, identities, pathDomain, serverNames } from './domains.ts';

const piece = fc.constantFrom(
  'a',
  'Z',
  '/',
  '//',
  '.',
  '..',
  '/../',
  '/./',
  ';',
  '%2f',
  '%5C',
  '%41',
  '%zz',
  '%',
  '%00',
  '\\',
  '{',
  '|',
  '~',
  '*',
  '%7e',
  '%25',
);
const path = fc.array(piece, { maxLength: 8 }).map((parts) => `/${parts.join('')}`);
const query = fc.constantFrom('', '?', '?a=1', '?x=/../b&y=%41', '?a?b');

function isDone(path: string, mode: PathNormalization): boolean {
  const again = normalizePath(path, mode);
  return again.ok && again.path === path;
}

describe('the paths as proxies read them', () => {
  it.each<PathNormalization>(['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'])(
    '%s: those that normalization leaves as they are, and every other becomes one of them',
    (mode) => {
      const plain = pathDomain(mode, false);
      const queried = pathDomain(mode, true);
      fc.assert(
        fc.property(path, query, (bare, asked) => {
          const normal = normalizePath(bare, mode);
          // `\\..;` becomes `/..;`, which would be changed again.
          const done = !normal.ok || isDone(normal.path, mode);
          expect([bare, !normal.ok || accepts(plain, normal.path)]).toEqual([bare, done]);
          const stays = normal.ok && normal.path === bare;
          expect([bare, accepts(plain, bare)]).toEqual([bare, stays]);
          expect([bare + asked, accepts(queried, bare + asked)]).toEqual([bare + asked, stays]);
          expect([bare + asked, accepts(plain, bare + asked)]).toEqual([bare + asked, stays && asked === '']);
        }),
        { numRuns: 1000 },
      );
    },
  );
});

describe('what else requests have', () => {
  it.each([
    [headerLine, ['', 'a', 'a b'], [' a', 'a ', ' ']],
    [
      identities,
      ['spiffe://cluster.local/ns/a/sa/b-1'],
      ['cluster.local/ns/a/sa/b', 'spiffe://a/ns//sa/b', 'spiffe://a/ns/b/sa/c/d'],
    ],
    [hosts, ['a.b', 'A:80', '10.0.0.1:8080'], ['', 'a/b']],
    [serverNames, ['', 'outbound_.80_._.w0.shop.svc.cluster.local'], ['A']],
  ])('is of its form %#', (language, good, bad) => {
    for (const each of good) expect([each, accepts(language, each)]).toEqual([each, true]);
    for (const each of bad) expect([each, accepts(language, each)]).toEqual([each, false]);
    expect(shortest(language)).not.toBeNull();
  });
});
