import { expect, it } from 'vitest';
import { send } from '../../core/dataplane/send.ts';
import { call, worldWith } from '../../core/dataplane/world.fixture.ts';
import { tell } from '../../core/story/tell.ts';
import { say } from './en.ts';

it('a call that stays in the pod is told as one that no proxy sees', () => {
  const { because, frames } = tell(send(worldWith(''), call({ from: 'b/s', to: 'localhost', port: 8080 })));
  expect(say(because)).toBe('The connection stays inside the pod of **s**: no proxy is on this way, and no policy.');
  expect(frames.filter(({ level }) => level === 'story').map(({ short }) => say(short))).toEqual([
    'Sends GET /',
    'Goes past the proxy',
    'Receives GET /',
    'Gets 200',
  ]);
});
