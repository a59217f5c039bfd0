import type { Plain } from '../../../../core/model/plain.ts';
import { code } from '../names.ts';
import type { Said } from './said.ts';
import { codes, joined, sentence, targetsText } from './words.ts';

const modes = {
  STRICT: 'take only mTLS',
  PERMISSIVE: 'take mTLS, and plaintext as well',
  DISABLE: 'take plaintext, and no mTLS',
} as const;

/** "*Workloads with app=web in shop take only mTLS.*" */
export function sayPeer({ targets, mode, wider, ports }: Extract<Plain, { kind: 'PeerAuthentication' }>): Said {
  if (targets.kind === 'nobody')
    return {
      lead: 'Says nothing to anybody.',
      items: [],
      rest: 'In the root namespace a PeerAuthentication with a selector is ignored.',
    };
  const effective = mode === 'UNSET' ? wider : mode;
  const lead =
    mode === 'UNSET'
      ? `Leaves the mode of ${targetsText(targets)} as the wider scope has it: they ${modes[wider]}.`
      : `${sentence(targetsText(targets))} ${modes[mode]}.`;
  const items = ports.map(
    ({ port, mode: own }) => `Port ${code(port)} of the pod: they ${modes[own === 'UNSET' ? effective : own]}`,
  );
  const rest =
    effective === 'STRICT' && items.length === 0
      ? 'A caller without a certificate of the mesh is refused before any policy is asked.'
      : '';
  return { lead, items, rest };
}

/** "*Checks tokens of https://issuer at workloads … A request without a token passes.*" */
export function sayTokens({ targets, providers }: Extract<Plain, { kind: 'RequestAuthentication' }>): Said {
  const at = targetsText(targets);
  if (providers.length === 0) return { lead: `Checks no tokens at ${at}.`, items: [], rest: '' };
  const texts = providers.map(({ issuer, audiences, locations }) => {
    const from = issuer === null ? 'tokens of any issuer' : `tokens of ${code(issuer)}`;
    const audience = audiences.length === 0 ? '' : ` for ${codes(audiences)}`;
    const where = locations.map(({ kind, name }) => `${words[kind]} ${code(name)}`);
    return `${from}${audience}${where.length === 0 ? '' : ` in ${joined(where, 'or')}`}`;
  });
  const rest =
    'A request with a bad token is refused. A request without any token passes here: only an AuthorizationPolicy can ask for one.';
  const [only = ''] = texts;
  return texts.length === 1
    ? { lead: `Checks ${only}, at ${at}.`, items: [], rest }
    : { lead: `Checks, at ${at}:`, items: texts, rest };
}

const words = { header: 'header', param: 'query parameter', cookie: 'cookie' } as const;
