import { describe, expect, it } from 'vitest';
import type { PathNormalization } from '../controlplane/meshConfig.ts';
import { normalizePath } from './pathNormalization.ts';

const modes: readonly PathNormalization[] = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'];

/** Recorded with Envoy 1.40: input, then the path under NONE, BASE, MERGE_SLASHES, DECODE_AND_MERGE_SLASHES. */
const recorded: readonly (readonly [string, string, string, string, string])[] = [
  ['/app#foo', '/app', '/app', '/app', '/app'],
  ['/app//', '/app//', '/app//', '/app/', '/app/'],
  ['/app/%2f', '/app/%2f', '/app/%2f', '/app/%2f', '/app/'],
  ['/xyz%30..//abc', '/xyz%30..//abc', '/xyz0..//abc', '/xyz0../abc', '/xyz0../abc'],
  ['/app/%2E./admin', '/app/%2E./admin', '/admin', '/admin', '/admin'],
  ['/app/\\/\\/\\admin', '/app/\\/\\/\\admin', '/app//////admin', '/app/admin', '/app/admin'],
  [
    '/%2Fapp%5cadmin%5Cabc',
    '/%2Fapp%5cadmin%5Cabc',
    '/%2Fapp%5cadmin%5Cabc',
    '/%2Fapp%5cadmin%5Cabc',
    '/app/admin/abc',
  ],
  ['/app//../../admin', '/app//../../admin', '/admin', '/admin', '/admin'],
  ['/%c0%2fadmin', '/%c0%2fadmin', '/%c0%2fadmin', '/%c0%2fadmin', '/%c0/admin'],
  ['/x%2f../admin', '/x%2f../admin', '/x%2f../admin', '/x%2f../admin', '/admin'],
  ['/x/..%2fadmin', '/x/..%2fadmin', '/x/..%2fadmin', '/x/..%2fadmin', '/admin'],
  ['/app/..;/admin', '/app/..;/admin', '/admin', '/admin', '/admin'],
  ['/app/..;%2fadmin', '/app/..;%2fadmin', '/', '/', '/admin'],
  ['/b<c', '/b<c', '/b%3Cc', '/b%3Cc', '/b%3Cc'],
  ['//', '//', '//', '//', '//'],
  ['///a//b', '///a//b', '///a//b', '/a/b', '/a/b'],
  ['/a%2f', '/a%2f', '/a%2f', '/a%2f', '/a/'],
  ['/admin?x=//../%2f', '/admin?x=//../%2f', '/admin?x=//../%2f', '/admin?x=//../%2f', '/admin?x=//../%2f'],
  ['/a/..?x', '/a/..?x', '/?x', '/?x', '/?x'],
  ['/app/%2e%2e;/admin', '/app/%2e%2e;/admin', '/app/..;/admin', '/app/..;/admin', '/app/..;/admin'],
];

describe('path normalization', () => {
  for (const [input, ...paths] of recorded) {
    modes.forEach((mode, index) => {
      const wanted = paths[index];
      it(`${input} under ${mode} is ${wanted}`, () => {
        expect(normalizePath(input, mode)).toEqual({ ok: true, path: wanted });
      });
    });
  }

  it('refuses %00 under every mode but NONE', () => {
    for (const mode of modes) expect(normalizePath('/a%00b', mode).ok).toBe(mode === 'NONE');
  });

  it('resolves a dot segment at the end to the folder', () => {
    expect(normalizePath('/a/..', 'BASE')).toEqual({ ok: true, path: '/' });
    expect(normalizePath('/a/.', 'BASE')).toEqual({ ok: true, path: '/a/' });
    expect(normalizePath('/a//..', 'BASE')).toEqual({ ok: true, path: '/a/' });
    expect(normalizePath('/../../b', 'BASE')).toEqual({ ok: true, path: '/b' });
  });
});
