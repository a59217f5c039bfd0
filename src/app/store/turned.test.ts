import { describe, expect, it } from 'vitest';
import { readOpen, turnedIn, writeOpen } from './turned.ts';

const turned = {
  'p:tls': { at: 'one', open: true },
  'p:http': { at: 'two', open: false },
  'w:0.2': { at: 'two', open: false },
  'w:1': { at: 'one', open: true },
};

describe('what is open in the inspector', () => {
  it('is nothing to say of where all is as it comes', () => {
    expect(writeOpen({ tab: 'why', turned: {}, frame: 'one' })).toBeNull();
    expect(readOpen(null, 'one')).toEqual({ tab: 'why', turned: {} });
  });

  it('is written for the frame on show, and read for it', () => {
    const text = writeOpen({ tab: 'packet', turned, frame: 'two' });
    expect(text).toBe('packet,p:tls,-p:http,-w:0.2');
    expect(readOpen(text, 'two')).toEqual({
      tab: 'packet',
      turned: {
        'p:tls': { at: 'two', open: true },
        'p:http': { at: 'two', open: false },
        'w:0.2': { at: 'two', open: false },
      },
    });
  });

  it('stays open in the packet, and nowhere else, at another frame', () => {
    expect(turnedIn({ turned, frame: 'three' }, 'p')).toEqual(new Map([['tls', true]]));
    expect(turnedIn({ turned, frame: 'three' }, 'w')).toEqual(new Map());
    expect(turnedIn({ turned, frame: 'two' }, 'w')).toEqual(new Map([['0.2', false]]));
  });

  it.each(['__proto__', 'packet,__proto__,p:<b>,w:x,-,w:1.', 'packet,' + 'w:'.repeat(50)])(
    'is passed over where it means nothing: %s',
    (text) => {
      expect(readOpen(text, null).turned).toEqual({});
    },
  );
});
