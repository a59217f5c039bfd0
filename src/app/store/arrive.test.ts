import { describe, expect, it } from 'vitest';
import type { Frame, Story } from '../../core/model/story.ts';
import { denied } from '../../core/story/sample.fixture.ts';
import { partingFrame } from '../../core/story/parting.ts';
import { arrive } from './arrive.ts';

const frameOf = (id: string): Frame => denied.frames.find((frame) => frame.id === id) ?? expect.fail(id);
const [first, ...rest] = denied.frames;
const without = (id: string): Story => ({ ...denied, frames: [first, ...rest.filter((frame) => frame.id !== id)] });

describe('where the playhead stands in a new story', () => {
  it('plays a request that was sent from its start, with the verdict kept back', () => {
    expect(arrive({ kind: 'play', delay: 0 }, denied, null, null, 'story')).toEqual({
      frame: 'send',
      playing: true,
      suspense: true,
      moved: 'jump',
      parted: false,
    });
  });

  it('opens on the verdict, still, for those who want no motion', () => {
    expect(arrive({ kind: 'verdict' }, denied, null, null, 'story')).toMatchObject({
      frame: 'in/allow',
      playing: false,
    });
  });

  it('goes to the step that a link names, and to the verdict if there is no such step', () => {
    expect(arrive({ kind: 'frame', id: 'in/mtls' }, denied, null, null, 'story').frame).toBe('in/mtls');
    expect(arrive({ kind: 'frame', id: 'gone' }, denied, null, null, 'story').frame).toBe('in/allow');
  });

  it('stays on its step through an edit', () => {
    const at = arrive({ kind: 'keep' }, denied, denied, frameOf('in/deny').id, 'story');
    expect(at).toMatchObject({ frame: 'in/deny', parted: false });
  });

  it('goes to the first step that differs when its own is gone', () => {
    const at = arrive({ kind: 'keep' }, without('in/deny'), denied, frameOf('in/deny').id, 'story');
    expect(at).toMatchObject({ frame: 'in/allow', parted: true });
  });
});

describe('the first step in which two stories differ', () => {
  it('may be one whose outcome alone has changed', () => {
    const changed: Story = {
      ...denied,
      frames: [
        first,
        ...rest.map((frame): Frame => (frame.id === 'in/deny' ? { ...frame, outcome: 'denied' } : frame)),
      ],
    };
    expect(partingFrame(denied, changed, 'story')).toBe('in/deny');
  });

  it('is the verdict when nothing differs', () => {
    expect(partingFrame(denied, denied, 'story')).toBe('in/allow');
  });
});
