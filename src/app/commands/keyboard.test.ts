import { describe, expect, it } from 'vitest';
import { chordOf, commandFor, type Place, type Press, showChord } from './keyboard.ts';
import type { Command } from './registry.ts';

const command = (id: string, keys: readonly string[], playerOnly = false): Command => ({
  id,
  group: 'View',
  label: id,
  keys,
  playerOnly,
  when: () => true,
  run: () => undefined,
});
const commands = [
  command('toggle', ['Space', 'k']),
  command('next', ['ArrowRight'], true),
  command('nextHop', ['Shift+ArrowRight'], true),
  command('undo', ['Mod+z']),
  command('redo', ['Shift+Mod+z']),
  command('help', ['?']),
];
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: key,
  shift: false,
  mod: false,
  alt: false,
  ...more,
});
const meant = (key: Press, place: Place = 'elsewhere', singleKeys = true) =>
  commandFor(commands, key, place, singleKeys)?.id ?? null;

describe('shortcuts', () => {
  it('spells keys as the registry does', () => {
    expect(chordOf(press(' ', { code: 'Space' }))).toBe('Space');
    expect(chordOf(press('K', { shift: true }))).toBe('k');
    expect(chordOf(press('?', { shift: true }))).toBe('?');
    expect(chordOf(press('Z', { shift: true, mod: true }))).toBe('Shift+Mod+z');
    expect(chordOf(press('ArrowRight', { shift: true }))).toBe('Shift+ArrowRight');
  });

  it('mean a command where nothing else wants the key', () => {
    expect(meant(press(' ', { code: 'Space' }))).toBe('toggle');
    expect(meant(press('ArrowRight'))).toBe('next');
    expect(meant(press('ArrowRight', { shift: true }))).toBe('nextHop');
    expect(meant(press('?', { shift: true }))).toBe('help');
  });

  it('mean nothing while typing, but chords do', () => {
    expect(meant(press('k'), 'text')).toBeNull();
    expect(meant(press('z', { mod: true }), 'text')).toBe('undo');
    expect(meant(press('Z', { mod: true, shift: true }), 'text')).toBe('redo');
  });

  it('leave Space to a focused button, and arrows to a widget that has its own', () => {
    expect(meant(press(' ', { code: 'Space' }), 'button')).toBeNull();
    expect(meant(press('ArrowRight'), 'button')).toBe('next');
    expect(meant(press('ArrowRight'), 'keys')).toBeNull();
    expect(meant(press('k'), 'keys')).toBe('toggle');
  });

  it('mean nothing in a dialog or with Alt', () => {
    expect(meant(press('z', { mod: true }), 'dialog')).toBeNull();
    expect(meant(press('k', { alt: true }))).toBeNull();
  });

  it('can be switched off, except chords', () => {
    expect(meant(press('k'), 'elsewhere', false)).toBeNull();
    expect(meant(press('z', { mod: true }), 'elsewhere', false)).toBe('undo');
  });

  it('are shown as people read them', () => {
    expect(showChord('Shift+Mod+z', true)).toBe('Shift ⌘ Z');
    expect(showChord('Mod+s', false)).toBe('Ctrl S');
    expect(showChord('ArrowLeft', false)).toBe('Left');
  });
});
