import type { Request } from '../../core/model/request.ts';
import { formatLink, type Link, packPayload } from '../../core/scenario/link.ts';
import { builtInOf } from '../store/gallery.ts';
import type { State } from '../store/state.ts';
import { writeOpen } from '../store/turned.ts';
import { deflate } from './deflate.ts';

export type LinkScope = 'step' | 'document';

/** What of the state a link holds. A document that equals a built-in one is named, not carried. */
export function linkOf(state: State, scope: LinkScope): Link {
  const { document, choice, good, frame, detail } = state;
  const scenario = builtInOf(document);
  const files = scenario === null ? document.files : null;
  const request = typeof choice === 'object' ? choice : null;
  const payload = files === null && request === null ? null : { files, request };
  const open = writeOpen(state);
  const prepared = typeof choice === 'string' ? choice : null;
  if (scope === 'document')
    return {
      scenario,
      payload: files === null ? null : { files, request: null },
      request: null,
      frame: null,
      detail: null,
    };
  return {
    scenario,
    payload,
    request: prepared ?? (request === null ? (good?.evaluation.request?.id ?? null) : null),
    frame,
    detail: detail === 'story' ? null : detail,
    ...(open === null ? {} : { open }),
  };
}

let last: {
  readonly files: State['document']['files'] | null;
  readonly request: Request | null;
  readonly packed: string;
} | null = null;

export async function fragmentOf(state: State, scope: LinkScope = 'step'): Promise<string> {
  const link = linkOf(state, scope);
  const { payload } = link;
  if (payload === null) return formatLink(link, deflate);
  const { files, request } = payload;
  if (last?.files !== files || last.request !== request)
    last = { files, request, packed: await packPayload(payload, deflate) };
  return formatLink(link, deflate, last.packed);
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
