import { useEffect } from 'react';
import { useStore } from '../store/store.ts';
import { commandFor, type Place } from './keyboard.ts';
import { type CommandGroup, commandGroups, type CommandHost, offered } from './registry.ts';

const arrowWidgets =
  '[role=slider],[role=tree],[role=tablist],[role=menu],[role=listbox],[role=radiogroup],[data-own-keys]';

/** Listens for shortcuts on the whole page. */
export function useKeyboard(host: CommandHost, groups: readonly CommandGroup[] = commandGroups): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const press = {
        key: event.key,
        code: event.code,
        shift: event.shiftKey,
        mod: event.ctrlKey || event.metaKey,
        alt: event.altKey,
      };
      const state = useStore.getState();
      if (state.brokenLink !== null) return;
      const usable = offered(state).filter(({ group }) => groups.includes(group));
      // One that is on its way has the keys already: whoever types on means it.
      const place = state.dialog === null ? placeOf(event.target) : 'dialog';
      const command = commandFor(usable, press, place, state.singleKeys);
      if (command === null) return;
      event.preventDefault();
      command.run(host);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [host, groups]);
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'elsewhere';
  if (target.closest('dialog') !== null) return 'dialog';
  if (target.closest('textarea, select, [contenteditable=true], [contenteditable=""]') !== null) return 'text';
  const input = target.closest('input');
  if (input !== null) return input.type === 'checkbox' || input.type === 'radio' ? 'button' : 'text';
  if (target.closest(arrowWidgets) !== null) return 'keys';
  return target.closest('button, a, summary, label') === null ? 'elsewhere' : 'button';
}
