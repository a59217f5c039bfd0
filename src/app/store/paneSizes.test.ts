import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, paneNames, panes, readPanes, usualPanes } from './paneSizes.ts';

describe('sizes of panes', () => {
  it('stay within what a pane can be, and fold below half of its least', () => {
    expect(fitted('outline', 9999)).toBe(panes.outline.most);
    expect(fitted('outline', 100)).toBe(panes.outline.least);
    expect(fitted('outline', 70)).toBe(0);
  });

  it('are read from anything without harm', () => {
    expect(readPanes({ outline: 0, side: 512.4, yaml: '300' })).toEqual({ outline: 0, side: 512, yaml: null });
    expect(readPanes(null)).toEqual(usualPanes);
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        for (const name of paneNames) {
          const size = readPanes(json)[name];
          expect(size === null || size === 0 || (size >= panes[name].least && size <= panes[name].most)).toBe(true);
        }
      }),
    );
  });
});
