import { describe, expect, it } from 'vitest';
import { fromBundle, toBundle } from './bundle.ts';

describe('a document as one file', () => {
  it.each([
    [[{ name: 'a.yaml', text: 'kind: A\n' }]],
    [
      [
        { name: 'a.yaml', text: 'kind: A' },
        { name: 'b.yaml', text: '---\nkind: B\n---\nkind: C\n\n' },
        { name: 'c', text: '' },
      ],
    ],
  ])('comes back byte for byte: %j', (files) => {
    expect(fromBundle(toBundle({ files }))).toEqual(files);
  });

  it('does not take other YAML for a bundle', () => {
    expect(fromBundle('kind: A\n---\n# hopwise file: b\nkind: B\n')).toBeNull();
    expect(fromBundle('')).toBeNull();
  });
});
