import type { Request } from '../../core/model/request.ts';
import { formatLink, inputLimit, type Link } from '../../core/scenario/link.ts';
import { packPayload } from '../../core/scenario/linkFormats.ts';
import type { LinkPayload } from '../../core/scenario/linkPayload.ts';
import { linkTools } from './linkTools.ts';

let last: {
  readonly files: LinkPayload['files'];
  readonly request: Request | null;
  readonly scenario: string | null;
  readonly packed: string;
} | null = null;

/** The fragment of a link. What it carries is packed once for all steps of a story. */
export async function packLink(link: Link): Promise<string> {
  const { payload, scenario } = link;
  if (payload === null) return formatLink(link, linkTools);
  const { files, request } = payload;
  if (last?.files !== files || last.request !== request || last.scenario !== scenario)
    last = { files, request, scenario, packed: await packPayload(payload, scenario, linkTools) };
  return formatLink(link, linkTools, last.packed);
}

/** The same where it fits an address; null where it would be too long to be read again. */
export async function packAddress(link: Link): Promise<string | null> {
  const fragment = await packLink(link);
  return fragment.length <= inputLimit ? fragment : null;
}
