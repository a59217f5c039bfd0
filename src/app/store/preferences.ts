import { readPanes, usualPanes } from './paneSizes.ts';
import type { Motion, Rate, State, Theme } from './state.ts';

/** What is remembered between visits, beside the document. */
export type Preferences = Pick<
  State,
  'theme' | 'motion' | 'hintsDismissed' | 'singleKeys' | 'rate' | 'pauseAtDecisions' | 'sizes'
>;

const key = 'hopwise.preferences';
const themes: readonly Theme[] = ['light', 'dark', 'system'];
const motions: readonly Motion[] = ['system', 'reduced', 'full'];
const rates: readonly Rate[] = [0.5, 1, 2];

export const defaultPreferences: Preferences = {
  theme: 'system',
  motion: 'system',
  hintsDismissed: false,
  singleKeys: true,
  rate: 1,
  pauseAtDecisions: true,
  sizes: usualPanes,
};

/** Reads preferences from JSON text; whatever is missing or of the wrong type takes its default. */
export function parsePreferences(text: string | null): Preferences {
  const json = parse(text ?? '');
  if (typeof json !== 'object' || json === null) return defaultPreferences;
  const read = (name: string): unknown => Reflect.get(json, name);
  const flag = (name: 'hintsDismissed' | 'singleKeys' | 'pauseAtDecisions'): boolean => {
    const value = read(name);
    return typeof value === 'boolean' ? value : defaultPreferences[name];
  };
  return {
    theme: themes.find((theme) => theme === read('theme')) ?? defaultPreferences.theme,
    motion: motions.find((motion) => motion === read('motion')) ?? defaultPreferences.motion,
    rate: rates.find((rate) => rate === read('rate')) ?? defaultPreferences.rate,
    hintsDismissed: flag('hintsDismissed'),
    singleKeys: flag('singleKeys'),
    pauseAtDecisions: flag('pauseAtDecisions'),
    sizes: readPanes(read('sizes')),
  };
}

export function loadPreferences(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(key));
  } catch {
    return defaultPreferences; // storage is blocked: nothing is remembered, nothing breaks
  }
}

export function savePreferences({
  theme,
  motion,
  hintsDismissed,
  singleKeys,
  rate,
  pauseAtDecisions,
  sizes,
}: Preferences): void {
  try {
    localStorage.setItem(
      key,
      JSON.stringify({ theme, motion, hintsDismissed, singleKeys, rate, pauseAtDecisions, sizes }),
    );
  } catch {
    // storage is blocked or full
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
