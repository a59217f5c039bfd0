import { shareWords as words } from '../../content/locales/en/share.ts';
import { builtIn } from '../store/gallery.ts';
import type { State } from '../store/state.ts';
import { linkOf } from './stateLink.ts';

/** What a link to this step carries, in words. */
export function insideWords(state: State): string {
  const { scenario, payload, request, frame } = linkOf(state, 'step');
  const name = scenario === null ? null : (builtIn(scenario)?.title ?? scenario);
  const files = payload?.files ?? null;
  const mesh =
    name === null ? words.own(files?.length ?? 1) : files === null ? words.builtIn(name) : words.changed(name);
  const parts = [
    mesh,
    ...(payload?.request == null ? [] : [words.ownRequest]),
    ...(request === null ? [] : [words.request]),
    ...(frame === null ? [] : [words.place]),
  ];
  return `${words.inside} ${parts.join(', ')}.`;
}
