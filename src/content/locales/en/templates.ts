import type { FlowChange } from '../../../core/model/difference.ts';
import type { Intent, TemplateWants } from '../../../core/model/template.ts';

export interface IntentWords {
  readonly title: string;
  readonly about: string;
}

/** What somebody wants, and what is written for it. */
export const intentWords = {
  allowNothing: {
    title: 'Allow nothing here',
    about: 'An ALLOW policy without rules: every request is refused until another policy allows it.',
  },
  onlyCallers: {
    title: 'Only these callers',
    about:
      'An ALLOW policy with their identities: whoever else calls is refused, as long as no other policy allows it. Needs mTLS.',
  },
  onlyNamespace: {
    title: 'Only from this namespace',
    about: 'An ALLOW policy with a namespace: callers of all others are refused. Needs mTLS.',
  },
  denyPath: {
    title: 'Deny this path',
    about: 'A DENY policy, which is asked before every ALLOW policy.',
  },
  requireMtls: {
    title: 'Require mTLS',
    about: 'A PeerAuthentication with STRICT: plaintext is no longer taken.',
  },
  requireJwt: {
    title: 'Require a valid JWT',
    about: 'Checks tokens of an issuer, and a DENY policy for requests that carry none.',
  },
  allowHost: {
    title: 'Allow an external host',
    about: 'A ServiceEntry, so that proxies know a host outside the mesh.',
  },
  egressGateway: {
    title: 'Send it through the egress gateway',
    about: 'Routes to a host outside that lead through the gateway. Routes are no firewall.',
  },
} as const satisfies Record<Intent, IntentWords>;

export const wantsWords = {
  scope: 'Choose where it is to hold.',
  callers: 'Choose at least one caller.',
  namespaces: 'Choose a namespace.',
  paths: 'Say which path, such as /admin or /admin/*.',
  issuer: 'Say who issues the tokens.',
  host: 'Say which host, such as api.github.com.',
  egressGateway: 'This mesh has no egress gateway: a gateway with the label istio=egressgateway and a Service.',
} as const satisfies Record<TemplateWants, string>;

/** How many flows end otherwise, one way of ending at a time. */
export const flowChangeWords = {
  opened: 'newly allowed',
  closed: 'newly denied',
  unclear: 'no longer clear',
  reason: 'end as before, for another reason',
} as const satisfies Record<FlowChange, string>;

export function flowsWords(count: number): string {
  return count === 1 ? '1 flow' : `${count} flows`;
}

export function selectsWords(names: readonly string[]): string {
  if (names.length === 0) return 'Selects no workload.';
  const shown = names.slice(0, 4).join(', ');
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  return `Selects ${names.length === 1 ? '1 workload' : `${names.length} workloads`}: ${shown}${more}.`;
}

/** The dialog for a new resource. */
export const templateWords = {
  blastRadius: 'Blast radius',
  askingEveryFlow: 'Asking every flow…',
  notMeasured: 'What it changes could not be measured.',
  forCallersIn: 'For callers in',
  where: 'Where',
  choose: 'Choose…',
  oneWorkload: 'One workload',
  aWholeNamespace: 'A whole namespace',
  theWholeMesh: 'The whole mesh',
  title: 'New resource',
  whatIsWanted: 'What is wanted',
  noPlace: 'The YAML has no place for it. Mend it first.',
  yamlThatIsWritten: 'YAML that is written',
  cancel: 'Cancel',
  apply: 'Apply',
  namespaceOfTheCallers: 'Namespace of the callers',
  path: 'Path',
  pathHint: 'Exact, or all below it: /admin/*',
  issuer: 'Issuer',
  host: 'Host',
  port: 'Port',
  callers: 'Callers',
  noFlow: (asked: number): string => `No flow ends otherwise (${asked} asked).`,
} as const;
