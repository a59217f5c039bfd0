import { bold, code } from '../names.ts';
import { others } from './enforcement.ts';
import { codes, type Teaching } from './teaching.ts';

const concepts = 'concepts/security/#implicit-enablement';
const reference = 'reference/config/security/authorization-policy/';

/** What an AuthorizationPolicy does as a whole, alone and beside others. */
export const effects = {
  allowsNothing: {
    says: () => 'Without rules an ALLOW policy allows nothing: what no other ALLOW policy allows is denied.',
    why: 'No rule matches nothing, and that there is the policy turns the default from allow to deny. `rules: [{}]`, with one empty rule, is the opposite: it allows everything.',
    docs: 'concepts/security/#allow-nothing-deny-all-and-allow-all-policy',
  },
  auditsNothing: {
    says: () => 'Without rules an AUDIT policy notes nothing.',
    why: 'No rule matches nothing. `rules: [{}]`, with one empty rule, matches everything.',
    docs: reference,
  },
  matchesEverything: {
    says: (arg) =>
      `An empty rule matches everything, so this policy is ${arg('action')} for every request${arg('more') === '0' ? '' : ', whatever its other rules say'}.`,
    why: 'Of several rules one is enough, and every request meets a rule that asks for nothing, with an identity or without. No rule at all, `rules: []`, is the opposite: it matches nothing.',
    docs: 'concepts/security/#allow-nothing-deny-all-and-allow-all-policy',
  },
  firstAllow: {
    says: (arg) =>
      `This is the only ALLOW policy of ${bold(arg('workload'))}${others(arg)}: because of it, everything that its rules do not allow is denied.`,
    why: 'Without an ALLOW policy Istio allows everything. The first one turns that round for every workload that it selects, on all ports, also for callers that nobody thought of: gateways, monitoring, jobs.',
    docs: concepts,
  },
  allowedAnyway: {
    says: (arg) => `${bold(arg('by'))} allows everything on the same workloads, so this policy restricts nothing.`,
    why: 'Of several ALLOW policies one is enough. A narrower one beside a wide one adds nothing, in whatever namespace they are.',
    docs: concepts,
  },
  deniedAnyway: {
    says: (arg) => `${bold(arg('by'))} denies everything on the same workloads, so this policy decides nothing.`,
    why: 'DENY is asked before ALLOW, and one DENY rule that matches is enough.',
    docs: concepts,
  },
  dryRun: {
    says: (arg) =>
      `In a dry run this ${arg('action')} policy decides nothing; proxies only note what it would have decided.`,
    why: 'A dry-run ALLOW policy admits nobody, and it does not turn the default to deny either. What it would have done is in metrics and logs.',
    docs: 'tasks/security/authorization/authz-dry-run/',
  },
  providerUnknown: {
    says: (arg) =>
      `MeshConfig has no external authorizer ${bold(arg('provider'))}, so everything that these rules match is denied.`,
    why: 'Where istiod cannot set up the authorizer, it turns the rules of the CUSTOM policy into a DENY. Nobody is asked.',
    fix: 'Use the nearest name',
    docs: 'tasks/security/authorization/authz-custom/',
  },
  severalProviders: {
    says: (arg) =>
      `${bold(arg('workload'))} has CUSTOM policies with several authorizers, ${codes(arg('providers'))}: none is asked, and what their rules match is denied.`,
    why: 'Unless istiod is told otherwise, a workload may have one external authorizer. With two, the rules of both become a DENY.',
    docs: 'tasks/security/authorization/authz-custom/',
  },
  ruleCovered: {
    says: (arg) => `Rule ${arg('rule')} matches nothing that rule ${arg('by')} does not match as well.`,
    why: 'Of several rules one is enough, so this one changes nothing. If it was meant to narrow the other, its parts belong into one rule.',
    fix: (arg) => `Remove rule ${arg('rule')}`,
    docs: `${reference}#Rule`,
  },
  servicePortInRule: {
    says: (arg) =>
      `${code(arg('port'))} is a port of the Service ${bold(arg('service'))}; the proxy compares the port of the pod, ${code(arg('target'))}.`,
    why: 'By the time a policy is asked, the port of the Service has become that of the pod. A rule for the number of the Service matches nothing.',
    fix: (arg) => `Write ${arg('target')}`,
    docs: `${reference}#Operation`,
  },
  portUnused: {
    says: (arg) =>
      `Neither a container nor a Service of ${bold(arg('workload'))}${others(arg)} names the port ${code(arg('port'))}.`,
    why: 'The rule is for traffic to that port of the pod. If nobody listens there, it decides nothing.',
    docs: `${reference}#Operation`,
  },
} as const satisfies Record<string, Teaching>;
