import { describe, expect, it } from 'vitest';
import { oneOf } from './operations.ts';

describe('a path that a pattern matches', () => {
  it.each([
    ['/admin', '/admin'],
    ['/admin/*', '/admin/x'],
    ['*/keys', '/x/keys'],
    ['*', '/anything-else'],
    ['/api/{*}/items/{**}', '/api/a/items/a/b'],
    ['*.png', '/x.png'],
  ])('%s: %s', (pattern, path) => {
    expect(oneOf(pattern)).toBe(path);
  });
});
