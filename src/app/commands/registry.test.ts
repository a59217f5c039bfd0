import { describe, expect, it } from 'vitest';
import { commands } from './registry.ts';

describe('the command list', () => {
  it('gives no two commands the same id, label or key', () => {
    for (const of of [
      commands.map(({ id }) => id),
      commands.map(({ label }) => label),
      commands.flatMap(({ keys }) => keys),
    ]) {
      expect(new Set(of).size).toBe(of.length);
    }
  });

  it('offers nothing about a story where there is none', () => {
    const state = { good: null, undo: [], redo: [] };
    const offered = commands.filter(({ when }) => Reflect.apply(when, undefined, [state])).map(({ group }) => group);
    expect(offered).not.toContain('Player');
    expect(offered).toContain('View');
  });
});
