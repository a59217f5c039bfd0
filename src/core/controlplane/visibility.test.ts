import { describe, expect, it } from 'vitest';
import { covers, mostSpecific } from './hostPatterns.ts';
import { completeHost, exportedTo, hostCovers } from './visibility.ts';

describe('exportTo (4.16)', () => {
  it('names namespaces, all of them, or the own one', () => {
    expect(exportedTo(['*'], [], 'a', 'b')).toBe(true);
    expect(exportedTo(['x', 'b'], [], 'a', 'b')).toBe(true);
    expect(exportedTo(['.'], [], 'a', 'a')).toBe(true);
    expect(exportedTo(['.'], [], 'a', 'b')).toBe(false);
    expect(exportedTo(['x'], [], 'a', 'a')).toBe(false);
    expect(exportedTo(['~'], [], 'a', 'a')).toBe(false);
  });

  it('falls back to the default of the mesh where it is absent or empty', () => {
    for (const list of [undefined, []]) {
      expect(exportedTo(list, ['*'], 'a', 'b')).toBe(true);
      expect(exportedTo(list, ['.'], 'a', 'b')).toBe(false);
    }
  });
});

describe('a host', () => {
  it('without a dot belongs to the namespace of its resource (3.4)', () => {
    expect(completeHost('s', 'b')).toBe('s.b.svc.cluster.local');
    expect(completeHost('s.b', 'b')).toBe('s.b');
    expect(completeHost('*', 'b')).toBe('*');
  });

  it('is covered by a star, a suffix that leaves something, or itself (5.4)', () => {
    expect(hostCovers('*', 'x')).toBe(true);
    expect(hostCovers('*.example.com', 'a.b.example.com')).toBe(true);
    expect(hostCovers('*.example.com', 'example.com')).toBe(false);
    expect(hostCovers('*.example.com', '.example.com')).toBe(false);
    expect(hostCovers('example.com', 'example.com')).toBe(true);
    expect(hostCovers('example.com', 'a.example.com')).toBe(false);
    expect(covers('*.example.com', '*.example.com')).toBe(true);
  });

  it('takes the exact entry, else the longest wildcard', () => {
    const entries = [
      ['*', 'all'],
      ['*.com', 'com'],
      ['*.example.com', 'example'],
      ['www.example.com', 'exact'],
    ] as const;
    for (const list of [entries, entries.toReversed()]) {
      expect(mostSpecific(list, 'www.example.com')).toBe('exact');
      expect(mostSpecific(list, 'a.example.com')).toBe('example');
      expect(mostSpecific(list, 'a.com')).toBe('com');
      expect(mostSpecific(list, 'a.org')).toBe('all');
    }
    expect(mostSpecific([['*.com', 1]], 'a.org')).toBeNull();
    // Of equals the first.
    expect(
      mostSpecific(
        [
          ['*.com', 1],
          ['*.com', 2],
        ],
        'a.com',
      ),
    ).toBe(1);
  });
});
