import { shelves } from '../../content/scenarioList.ts';
import { openBuiltIn } from '../store/gallery.ts';
import type { MenuGroup } from '../ui/MenuList.tsx';

/** The built-in scenarios as groups of a menu; `origin` is the one that is open. */
export function shelvesMenu(origin: string | null): readonly MenuGroup[] {
  return shelves.map(({ heading, scenarios }) => ({
    heading,
    items: scenarios.map(({ id, title, idea }) => ({
      key: id,
      label: title,
      about: idea,
      checked: id === origin,
      run: () => openBuiltIn(id),
    })),
  }));
}
