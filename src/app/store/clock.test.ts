import { describe, expect, it } from 'vitest';
import type { FrameId } from '../../core/model/story.ts';
import { denied } from '../../core/story/sample.fixture.ts';
import { beat, nextBeat } from './clock.ts';

const id = (text: string): FrameId => denied.frames.find((frame) => frame.id === text)?.id ?? expect.fail(text);
const at = (frame: string, more: Partial<Parameters<typeof nextBeat>[0]> = {}) => ({
  playing: true,
  frame: id(frame),
  detail: 'story' as const,
  rate: 1 as const,
  pauseAtDecisions: true,
  ...more,
});

describe('the clock of a playing story', () => {
  it('waits before it leaves, then takes one step per beat', () => {
    expect(nextBeat(at('send'), denied, id('send'), 500)).toEqual({ kind: 'move', after: 500, to: 'out/route' });
    expect(nextBeat(at('out/route'), denied, id('send'), 500)).toEqual({
      kind: 'move',
      after: beat.step,
      to: 'out/transport',
    });
  });

  it('goes at the chosen rate', () => {
    expect(nextBeat(at('out/route', { rate: 2 }), denied, id('send'), 0)).toMatchObject({ after: beat.step / 2 });
  });

  it('walks the steps of the chosen detail', () => {
    expect(nextBeat(at('in/deny', { detail: 'checks' }), denied, id('send'), 0)).toMatchObject({ to: 'in/jwt' });
  });

  it('stops at the deciding step when it arrives there', () => {
    expect(nextBeat(at('in/allow'), denied, id('send'), 0)).toEqual({ kind: 'stop', after: beat.verdict });
  });

  it('goes on from the deciding step when a person plays on from it, or does not want the pause', () => {
    expect(nextBeat(at('in/allow'), denied, id('in/allow'), 120)).toEqual({ kind: 'move', after: 120, to: 'answer' });
    expect(nextBeat(at('in/allow', { pauseAtDecisions: false }), denied, id('send'), 0)).toMatchObject({
      to: 'answer',
    });
  });

  it('stops at the end, and does nothing while paused', () => {
    expect(nextBeat(at('answer'), denied, id('send'), 0)).toMatchObject({ kind: 'stop' });
    expect(nextBeat(at('send', { playing: false }), denied, null, 0)).toBeNull();
  });
});
