import type { Command } from './registry.ts';

/** What of a key press matters. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly mod: boolean;
  readonly alt: boolean;
}

/** Where it happened. `button`: Space and Enter belong to it. `keys`: a widget with arrow keys of its own. */
export type Place = 'text' | 'button' | 'keys' | 'dialog' | 'elsewhere';

/** `Shift+Mod+z`, as `Command.keys` spells it. Shift is spelled only with letters and named keys: `?` is `?`. */
export function chordOf({ key, code, shift, mod }: Press): string {
  const name = code === 'Space' ? 'Space' : key.length === 1 ? key.toLowerCase() : key;
  const named = name.length > 1 || (mod && /[a-z]/.test(name));
  return `${shift && named ? 'Shift+' : ''}${mod ? 'Mod+' : ''}${name}`;
}

/**
 * The command that a key press means, or null. Single keys mean nothing while typing, in dialogs, or when switched off;
 * chords with ⌘ or Ctrl work everywhere but in dialogs.
 */
export function commandFor(
  commands: readonly Command[],
  press: Press,
  place: Place,
  singleKeys: boolean,
): Command | null {
  if (press.alt || place === 'dialog') return null;
  const chord = chordOf(press);
  const command = commands.find(({ keys }) => keys.includes(chord));
  if (command === undefined) return null;
  if (press.mod) return command;
  if (place === 'text' || !singleKeys) return null;
  if (place === 'button' && chord === 'Space') return null;
  if (place === 'keys' && (command.playerOnly === true || chord === 'Space')) return null;
  return command;
}

const words: Readonly<Record<string, string>> = {
  ArrowRight: 'Right',
  ArrowLeft: 'Left',
  Space: 'Space',
};

/** A chord as people read it: `⌘ Z` on a Mac, `Ctrl Z` elsewhere. */
export function showChord(chord: string, mac: boolean): string {
  return chord
    .split('+')
    .map((part) =>
      part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : (words[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(' ');
}
