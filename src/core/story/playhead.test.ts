import { expect, test } from 'vitest';
import {
  firstFrame,
  frameById,
  isBefore,
  lastFrame,
  nearestVisible,
  nextFrame,
  nextHop,
  previousFrame,
  previousHop,
  stepNumbers,
  visibleFrames,
  visibleHops,
} from './playhead.ts';
import { denied, stepId } from './sample.fixture.ts';

const ids = (detail: 'story' | 'checks' | 'engine') => visibleFrames(denied, detail).map((frame) => frame.id);

test('each level shows what the coarser one shows, and more', () => {
  expect(ids('story')).toHaveLength(8);
  expect(ids('checks')).toHaveLength(10);
  expect(ids('engine')).toHaveLength(11);
  for (const id of ids('story')) expect(ids('checks')).toContain(id);
  expect(ids('engine')).toEqual(denied.frames.map((frame) => frame.id));
});

test('the verdict is shown at every level, whatever its own', () => {
  const deep = { ...denied, frames: denied.frames.map((frame) => ({ ...frame, level: 'engine' as const })) };
  const [first, ...rest] = deep.frames;
  if (first === undefined) throw new Error('no frames');
  expect(visibleFrames({ ...deep, frames: [first, ...rest] }, 'story').map((frame) => frame.id)).toEqual(['in/allow']);
});

test('steps are numbered from 1 in the order of travel, at each level anew', () => {
  expect(stepNumbers(denied, 'story').get(stepId('in/allow'))).toBe(7);
  expect(stepNumbers(denied, 'engine').get(stepId('in/allow'))).toBe(10);
  expect(stepNumbers(denied, 'story').has(stepId('out/listener'))).toBe(false);
});

test('hops without a visible step are left out, the others keep their place in the story', () => {
  const story = { ...denied, frames: denied.frames };
  expect(visibleHops(story, 'story').map((hop) => [hop.index, hop.frames.length])).toEqual([
    [0, 1],
    [1, 2],
    [2, 1],
    [3, 3],
    [4, 1],
  ]);
});

test('next and previous walk the visible steps and stop at the ends', () => {
  expect(nextFrame(denied, stepId('send'), 'story')).toBe('out/route');
  expect(nextFrame(denied, stepId('send'), 'engine')).toBe('out/listener');
  expect(previousFrame(denied, 'answer', 'story')).toBe('in/allow');
  expect(nextFrame(denied, 'answer', 'story')).toBe('answer');
  expect(previousFrame(denied, stepId('send'), 'story')).toBe('send');
});

test('walking forward from the first step visits each visible step once', () => {
  const walked = [firstFrame(denied, 'checks')];
  for (let at = walked[0]; at !== undefined && at !== lastFrame(denied, 'checks'); at = walked.at(-1)) {
    walked.push(nextFrame(denied, at, 'checks'));
  }
  expect(walked).toEqual(ids('checks'));
});

test('from a hidden step neither direction skips a step', () => {
  // in/chain is hidden in the story; in/mtls comes right after it, handshake right before.
  expect(nextFrame(denied, stepId('in/chain'), 'story')).toBe('in/mtls');
  expect(previousFrame(denied, stepId('in/chain'), 'story')).toBe('handshake');
  expect(nextFrame(denied, stepId('in/jwt'), 'story')).toBe('in/allow');
  expect(previousFrame(denied, stepId('in/jwt'), 'story')).toBe('in/deny');
});

test('hops are walked by their first step', () => {
  expect(nextHop(denied, stepId('out/transport'), 'story')).toBe('handshake');
  expect(nextHop(denied, 'answer', 'story')).toBe('answer');
  expect(previousHop(denied, stepId('in/allow'), 'story')).toBe('handshake');
  expect(previousHop(denied, stepId('handshake'), 'story')).toBe('out/route');
  expect(previousHop(denied, stepId('handshake'), 'engine')).toBe('out/listener');
  expect(previousHop(denied, stepId('send'), 'story')).toBe('send');
});

test('a change of level keeps the step, or goes to the one before it in the same hop', () => {
  expect(nearestVisible(denied, stepId('in/deny'), 'story')).toBe('in/deny');
  expect(nearestVisible(denied, stepId('in/jwt'), 'story')).toBe('in/deny');
});

test('a hidden step that opens its hop gives way to the first visible one there', () => {
  expect(nearestVisible(denied, stepId('in/chain'), 'story')).toBe('in/mtls');
  expect(nearestVisible(denied, stepId('out/listener'), 'checks')).toBe('out/route');
});

test('an unknown step leads to the first one and is before nothing', () => {
  expect(nearestVisible(denied, stepId('gone'), 'story')).toBe('send');
  expect(nextFrame(denied, stepId('gone'), 'story')).toBe('out/route');
  expect(isBefore(denied, stepId('gone'), stepId('in/allow'))).toBe(false);
  expect(frameById(denied, stepId('gone'))).toBeUndefined();
});

test('before means earlier in the story', () => {
  expect(isBefore(denied, stepId('send'), stepId('in/allow'))).toBe(true);
  expect(isBefore(denied, stepId('in/allow'), stepId('in/allow'))).toBe(false);
  expect(isBefore(denied, 'answer', stepId('in/allow'))).toBe(false);
});
