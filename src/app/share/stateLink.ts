import type { Link } from '../../core/scenario/link.ts';
import { builtIn, builtInOf } from '../store/gallery.ts';
import type { State } from '../store/state.ts';
import { writeOpen } from '../store/turned.ts';

/** This step; the story from its start; the document with the request that it opens with. */
export type LinkScope = 'step' | 'story' | 'document';

/** What of the state a link holds. A document that equals a built-in one is named; of one that was one, only what is new is carried. */
export function linkOf(state: State, scope: LinkScope): Link {
  const { document, choice, good, frame, detail } = state;
  const builtInId = builtInOf(document);
  const scenario = builtInId ?? baseOf(state);
  const files = builtInId === null ? document.files : null;
  if (scope === 'document') {
    const payload = files === null ? null : { files, request: null };
    return { scenario, payload, request: null, frame: null, detail: null };
  }
  const request = typeof choice === 'object' ? choice : null;
  const prepared = typeof choice === 'string' ? choice : null;
  const open = scope === 'step' ? writeOpen(state) : null;
  return {
    scenario,
    payload: files === null && request === null ? null : { files, request },
    request: prepared ?? (request === null ? (good?.evaluation.request?.id ?? null) : null),
    frame: scope === 'step' ? frame : null,
    detail: detail === 'story' ? null : detail,
    ...(open === null ? {} : { open }),
  };
}

/** The built-in mesh that a document was, where more than half of its lines still are that mesh's. */
function baseOf({ origin, document }: State): string | null {
  const base = origin === null ? undefined : builtIn(origin);
  if (base === undefined || base.files.length === 0) return null;
  const known = new Set(base.files.flatMap(({ text }) => text.split('\n')));
  const lines = document.files.flatMap(({ text }) => text.split('\n'));
  return lines.filter((line) => known.has(line)).length * 2 > lines.length ? origin : null;
}

/** What packs links is fetched with the first of them. */
export async function fragmentOf(state: State, scope: LinkScope = 'step'): Promise<string> {
  const { packLink } = await import('./packLink.ts');
  return packLink(linkOf(state, scope));
}

/** The same where it fits an address; else null. */
export async function addressFragmentOf(state: State, scope: LinkScope = 'step'): Promise<string | null> {
  const { packAddress } = await import('./packLink.ts');
  return packAddress(linkOf(state, scope));
}

/** What another page needs to show this step: canvas and player, with a way to the whole app. */
export async function embedCodeOf(state: State): Promise<string> {
  const address = `${location.origin}${location.pathname}?view=embed#${await fragmentOf(state)}`;
  return `<iframe src="${address}" width="960" height="600" title="Hopwise" loading="lazy"></iframe>`;
}

/** The whole address, without what only this visit needs. */
export async function addressOf(state: State, scope: LinkScope = 'step'): Promise<string> {
  return `${location.origin}${location.pathname}#${await fragmentOf(state, scope)}`;
}
