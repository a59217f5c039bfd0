import { describe, expect, it } from 'vitest';
import { defaultPreferences, parsePreferences } from '../preferences.ts';
import { readSaved } from './saved.ts';

describe('a saved document', () => {
  const saved = { savedAt: 1, files: [{ name: 'a.yaml', text: 'kind: A' }], origin: null, posture: null };

  it('is read as it was written', () => {
    expect(readSaved(structuredClone(saved))).toEqual(saved);
    expect(readSaved({ ...saved, origin: 'shop' })).toEqual({ ...saved, origin: 'shop' });
  });

  it('keeps what a rung was written as; of an older form there is none', () => {
    const posture = { rung: 'zeroTrust', written: [{ name: 'b.yaml', text: '' }] };
    expect(readSaved({ ...saved, posture })).toEqual({ ...saved, posture });
    const { posture: _, ...older } = saved;
    expect(readSaved(older)).toEqual(saved);
    for (const bad of [7, {}, { ...posture, rung: 'top' }, { ...posture, written: [{}] }]) {
      expect(readSaved({ ...saved, posture: bad })).toEqual(saved);
    }
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ ...saved, savedAt: 'now' }],
    [{ ...saved, files: [] }],
    [{ ...saved, files: [{ name: 'a' }] }],
    [{ ...saved, files: [saved.files[0], { name: 1, text: '' }] }],
    [{ ...saved, origin: 7 }],
  ])('is nothing where %j stands', (value) => {
    expect(readSaved(value)).toBeNull();
  });
});

describe('preferences', () => {
  it('are read one by one; what is wrong takes its default', () => {
    expect(parsePreferences('{"theme":"dark","rate":3,"hintsDismissed":true,"singleKeys":"no"}')).toEqual({
      ...defaultPreferences,
      theme: 'dark',
      hintsDismissed: true,
    });
  });

  it.each([[null], [''], ['{'], ['null'], ['[]'], ['"dark"']])('are the defaults where %j stands', (text) => {
    expect(parsePreferences(text)).toEqual(defaultPreferences);
  });
});
