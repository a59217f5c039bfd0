import { describe, expect, it } from 'vitest';
import { type Typed, typeAhead } from './typeAhead.ts';

const labels = [
  'Paste your own YAML…',
  'Open files…',
  'Shop and payments',
  'STRICT meets plaintext',
  'api.github.com:443',
];
const nothing: Typed = { text: '', at: 0 };
const press = (key: string, timeStamp: number, more = {}) => ({
  key,
  timeStamp,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

/** Where the focus is after these keys, pressed one after the other from the item at 0. */
function typing(text: string, gap = 100): number {
  let typed = nothing;
  let at = 0;
  for (const [index, key] of text.split('').entries()) {
    const found = typeAhead(typed, press(key, 1000 + index * gap), labels, at);
    typed = found?.typed ?? typed;
    at = found?.index ?? at;
  }
  return at;
}

describe('typing into a menu', () => {
  it('goes to the item that begins with the letters, in either case', () => {
    expect([typing('o'), typing('st'), typing('shop a')]).toEqual([1, 3, 2]);
  });

  it('goes to an item one of whose words begins so, if none does itself', () => {
    expect([typing('github'), typing('443'), typing('meets p')]).toEqual([4, 4, 3]);
  });

  it('moves on among items with the same first letter, and begins anew after a pause', () => {
    expect([typing('s'), typing('ss', 1000), typing('sss', 1000)]).toEqual([2, 3, 2]);
    expect(typing('so', 1000)).toBe(1);
  });

  it('stays where nothing begins so', () => {
    expect(typing('xyz')).toBe(0);
  });

  it('leaves shortcuts, and a space that presses, alone', () => {
    expect(typeAhead(nothing, press('s', 1, { ctrlKey: true }), labels, 0)).toBeNull();
    expect(typeAhead(nothing, press('Enter', 1), labels, 0)).toBeNull();
    expect(typeAhead(nothing, press(' ', 1), labels, 0)).toBeNull();
    expect(typeAhead({ text: 'shop', at: 1 }, press(' ', 2), labels, 2)?.index).toBe(2);
  });
});
