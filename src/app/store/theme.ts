import { savePreferences } from './preferences.ts';
import { prefersStill } from './run.ts';
import type { State, Theme } from './state.ts';
import { useStore } from './store.ts';

const dark = '(prefers-color-scheme: dark)';
const still = '(prefers-reduced-motion: reduce)';

/** Keeps `data-theme` and `data-still` on the root element true to the choice and to the system, and remembers preferences. */
export function startPreferences(): void {
  const show = ({ theme }: State): void => {
    const { dataset } = document.documentElement;
    dataset['theme'] = resolved(theme);
    dataset['still'] = String(prefersStill());
  };
  show(useStore.getState());
  for (const wish of [dark, still]) matchMedia(wish).addEventListener('change', () => show(useStore.getState()));
  useStore.subscribe((state, before) => {
    if (state.theme !== before.theme || state.motion !== before.motion) show(state);
    // Inside another page nothing is remembered: the visit is that page's.
    if (state.view === 'embed') return;
    const remembered = [
      'theme',
      'motion',
      'hintsDismissed',
      'singleKeys',
      'rate',
      'pauseAtDecisions',
      'sizes',
    ] as const;
    if (remembered.some((name) => state[name] !== before[name])) savePreferences(state);
  });
}

/** From the system's theme to the other one first: each press shows. */
export function cycleTheme(): void {
  const system = resolved('system');
  const other = system === 'dark' ? 'light' : 'dark';
  useStore.setState(({ theme }) => ({ theme: theme === 'system' ? other : theme === other ? system : 'system' }));
}

function resolved(theme: Theme): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return matchMedia(dark).matches ? 'dark' : 'light';
}
