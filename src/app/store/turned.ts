import { inspectorTabs, type InspectorTab, type State, type Turn } from './state.ts';
import { useStore } from './store.ts';

type Turned = Pick<State, 'turned'> & { readonly frame: string | null };

/** Notes that a group of the inspector was opened or closed by hand, so that a link can say so. */
export function turn(group: string, open: boolean): void {
  useStore.setState(({ turned, frame }) => ({ turned: { ...turned, [group]: { at: frame, open } } }));
}

/** Whether what was turned at one frame is turned at another: what is opened in the packet stays open. */
function holds(group: string, { at, open }: Turn, frame: string | null): boolean {
  return at === frame || (open && group.startsWith('p:'));
}

/** The groups of one tab that are turned by hand at this frame. */
export function turnedIn({ turned, frame }: Turned, tab: 'p' | 'w'): ReadonlyMap<string, boolean> {
  const own = Object.entries(turned).filter(([group, one]) => group.startsWith(`${tab}:`) && holds(group, one, frame));
  return new Map(own.map(([group, { open }]) => [group.slice(2), open]));
}

/** The tab and the turned groups as a link spells them: `packet,p:tls,-w:0.2`. Null: all is as it comes. */
export function writeOpen({ tab, turned, frame }: Turned & Pick<State, 'tab'>): string | null {
  const groups = Object.entries(turned).filter(([group, one]) => holds(group, one, frame));
  if (tab === 'why' && groups.length === 0) return null;
  return [tab, ...groups.map(([group, { open }]) => (open ? group : `-${group}`))].join(',');
}

const spelled = /^-?(?:p:[a-z0-9]{1,12}|w:\d{1,4}(?:\.\d{1,4}){0,9})$/;

/** Reads what a link says is open at a frame; words that mean nothing here are passed over. */
export function readOpen(
  text: string | null,
  at: string | null,
): { readonly tab: InspectorTab; readonly turned: State['turned'] } {
  const [named, ...groups] = text?.split(',').slice(0, 60) ?? [];
  const turned = groups.flatMap((word): [string, Turn][] =>
    spelled.test(word) ? [[word.replace(/^-/, ''), { at, open: !word.startsWith('-') }]] : [],
  );
  return { tab: inspectorTabs.find((tab) => tab === named) ?? 'why', turned: Object.fromEntries(turned) };
}
