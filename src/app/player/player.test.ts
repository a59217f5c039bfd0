import { expect, test } from 'vitest';
import { frameById, visibleHops } from '../../core/story/playhead.ts';
import { denied, stepId } from '../../core/story/sample.fixture.ts';
import type { FrameId } from '../../core/model/story.ts';
import { isListed, toggled } from './filter.ts';
import type { Filter } from './filter.ts';
import { timelineKey } from './timelineKeys.ts';
import { trails } from './trail.ts';
import { valueText } from './valueText.ts';
import { playerWords } from '../../content/locales/en/player.ts';

const frame = (id: FrameId) => {
  const found = frameById(denied, id);
  if (found === undefined) throw new Error(`no frame ${id}`);
  return found;
};

test('the timeline says number, place, sentence and outcome, without marks', () => {
  const at = { step: 7, total: 8, place: 'reviews proxy', sentence: 'No ALLOW policy on **reviews** matches.' };
  expect(valueText(frame(stepId('in/allow')), at, playerWords)).toBe(
    'Step 7 of 8, reviews proxy, No ALLOW policy on reviews matches, denied',
  );
});

test('the answer has no outcome of its own to say', () => {
  const at = { step: 8, total: 8, place: 'frontend', sentence: 'Gets 403' };
  expect(valueText(frame('answer'), at, playerWords)).toBe('Step 8 of 8, frontend, Gets 403');
});

test('keys move as on any slider, with hops as pages', () => {
  const press = (key: string, shift = false) => timelineKey(key, shift, denied, stepId('handshake'), 'story');
  expect(press('ArrowRight')).toBe('in/mtls');
  expect(press('ArrowUp')).toBe('in/mtls');
  expect(press('ArrowLeft')).toBe('out/transport');
  expect(press('ArrowRight', true)).toBe('in/mtls');
  expect(press('ArrowLeft', true)).toBe('out/route');
  expect(press('PageUp')).toBe('in/mtls');
  expect(press('PageDown')).toBe('out/route');
  expect(press('Home')).toBe('send');
  expect(press('End')).toBe('answer');
  expect(press('a')).toBeNull();
});

test('the line reaches the playhead and the trail of a denied request ends where it was stopped', () => {
  const hops = visibleHops(denied, 'story');
  const half = { played: 0.5, request: 0.5 };
  const full = { played: 1, request: 1 };
  const nothing = { played: 0, request: 0 };
  expect(trails(hops, stepId('handshake'), stepId('in/allow'))).toEqual([full, full, half, nothing, nothing]);
  const [, , , reviews, answer] = trails(hops, 'answer', stepId('in/allow'));
  expect(reviews).toEqual({ played: 1, request: 2.5 / 3 });
  expect(answer).toEqual({ played: 0.5, request: 0 });
});

test('an allowed request leaves its trail to the end', () => {
  expect(trails(visibleHops(denied, 'story'), 'answer', null).at(-1)).toEqual({ played: 0.5, request: 0.5 });
});

test('layers widen each other, decisions narrow', () => {
  const listed = (...chosen: Filter[]) =>
    denied.frames.filter((each) => isListed(each, new Set(chosen))).map((each) => each.id);
  expect(listed()).toHaveLength(11);
  expect(listed('decisions')).toEqual(['in/deny', 'in/allow']);
  expect(listed('L4')).toEqual(['out/listener']);
  expect(listed('L4', 'TLS')).toEqual(['out/listener', 'out/transport', 'handshake', 'in/chain', 'in/mtls']);
  expect(listed('decisions', 'TLS')).toEqual([]);
});

test('a chip switches on and off again', () => {
  const on = toggled(new Set(), 'TLS');
  expect([...on]).toEqual(['TLS']);
  expect([...toggled(on, 'TLS')]).toEqual([]);
});
