import { describe, expect, it } from 'vitest';
import { lessons } from '../../content/lessons/lessons.ts';
import { finish, lessonToTake, merge, readProgress, useProgress, writeProgress } from './progress.ts';

describe('progress', () => {
  it('reads what it writes', () => {
    const done = { 'open-by-default': 'solved', 'deny-beats-allow': 'seen' } as const;
    expect(readProgress(writeProgress(done))).toEqual(done);
  });

  it('takes nothing from what is not its own', () => {
    for (const text of ['', 'x', 'null', '[]', '{}', '{"lessons":{"open-by-default":"solved"}}'])
      expect(readProgress(text)).toBeNull();
  });

  it('leaves out lessons that there are not, and words that it does not know', () => {
    const text =
      '{"format":"hopwise.progress/1","lessons":{"nothing":"solved","open-by-default":"half","constructor":1}}';
    expect(readProgress(text)).toEqual({});
  });

  it('goes on after what was finished last, and at the end comes back to what was left', () => {
    const [a, b, c, d] = lessons.map(({ id }) => id);
    const after = (done: Record<string, 'solved' | 'seen'>): string | undefined => lessonToTake(done)?.id;
    expect(after({})).toBe(a);
    expect(after({ [a ?? '']: 'seen' })).toBe(b);
    expect(after({ [a ?? '']: 'seen', [c ?? '']: 'solved' })).toBe(d);
    const all = Object.fromEntries(lessons.map(({ id }) => [id, 'solved' as const]));
    expect(after({ ...all, [b ?? '']: 'seen' })).toBe(b);
    expect(after(all)).toBe(a);
    const { [b ?? '']: _left, ...others } = all;
    expect(after(others)).toBe(b);
  });

  it('lets what was solved stay solved, and says that it cannot be kept without storage', () => {
    finish('open-by-default', 'solved');
    finish('open-by-default', 'seen');
    merge({ 'deny-beats-allow': 'seen' });
    finish('deny-beats-allow', 'solved');
    expect(useProgress.getState()).toEqual({
      done: { 'open-by-default': 'solved', 'deny-beats-allow': 'solved' },
      isKept: false,
    });
  });
});
