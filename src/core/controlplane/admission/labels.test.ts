import { describe, expect, it } from 'vitest';
import { instanceLabelFindings } from './labels.ts';

const bad = (key: string, value: string): boolean => instanceLabelFindings({ [key]: value }, ['labels']).length > 0;

describe('labels of subsets, endpoints and sources (13)', () => {
  it('have a key with a prefix of DNS, or without', () => {
    for (const key of ['a', 'A_b.c-d', 'x.y/z', `${'a'.repeat(253)}/b`, 'b'.repeat(63)])
      expect(bad(key, '')).toBe(false);
    for (const key of ['', '-a', 'a-', '/a', 'a/', 'a/b/c', 'x_y/z', 'é', `${'a'.repeat(254)}/b`, 'b'.repeat(64)])
      expect(bad(key, '')).toBe(true);
  });

  it('have a value of the same letters, of any length', () => {
    for (const value of ['', 'a', 'A_b.c-d', 'b'.repeat(99)]) expect(bad('a', value)).toBe(false);
    for (const value of ['-a', 'a*', 'a b', 'a/b', '_']) expect(bad('a', value)).toBe(true);
  });
});
