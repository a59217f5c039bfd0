import { bold, code } from '../names.ts';
import type { Arg, Teaching } from './teaching.ts';

const layers = 'ambient/usage/l4-policy/';
const waypoints = 'ambient/usage/l7-features/';

/** Who is there to enforce a policy. */
export const enforcement = {
  noProxy: {
    says: (arg) => `${bold(arg('workload'))}${others(arg)} has no proxy, so nobody enforces this ${arg('kind')}.`,
    why: 'Policies are enforced by the proxy beside, or in front of, a workload. Without one, traffic reaches the application directly, whatever a policy says.',
    docs: 'setup/additional-setup/sidecar-injection/',
  },
  targetUnknown: {
    says: (arg) =>
      `There is no ${arg('kind')} ${bold(arg('name'))} in ${bold(arg('where'))}, so this policy attaches to nothing.`,
    why: 'A target lives in the namespace of the policy. Where there is none of its name, nobody enforces the policy, and only its status says so.',
    fix: 'Use the nearest name',
    docs: waypoints,
  },
  targetWithoutWaypoint: {
    says: (arg) =>
      `The Service ${bold(arg('name'))} has no waypoint, and only a waypoint enforces a policy with a Service as its target.`,
    why: 'A sidecar ignores target refs, and ztunnel is not told of them. Until the Service uses a waypoint nothing of this policy happens.',
    fix: 'Select its pods instead',
    docs: waypoints,
  },
  tokensAtZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where ztunnel checks no tokens: nobody enforces this RequestAuthentication.`,
    why: 'ztunnel reads no HTTP. Tokens are checked by a waypoint, and a waypoint takes only what has it, or its Service, as target.',
    docs: waypoints,
  },
  notForZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where ztunnel knows ALLOW and DENY alone: ${arg('action')} has no effect there.`,
    why: 'istiod does not send such a policy to ztunnel and lets traffic pass as if it were not there. A waypoint can enforce it, by target ref.',
    docs: layers,
  },
  emptySelectorAtZtunnel: {
    says: (arg) =>
      `An empty selector selects nobody in ambient mode, so this policy does not reach ${bold(arg('workload'))}.`,
    why: 'Sidecars take an empty selector as all pods of the namespace, ztunnel takes it as none. Without a selector both take all.',
    fix: 'Remove the selector',
    docs: layers,
  },
  ruleLostAtZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode and ztunnel reads no ${code(arg('field'))}, so it leaves this rule out: nothing is allowed by it.`,
    why: 'The policy still counts as an ALLOW policy, so that what no other rule allows is refused. Rules about HTTP are for a waypoint.',
    docs: layers,
  },
  ruleCutAtZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode and ztunnel reads no ${code(arg('field'))}: it drops it from this ${arg('action')} rule.`,
    why: 'What is left of the rule may stop more than it says. Where a whole part is left empty, the rule stops nobody. Rules about HTTP are for a waypoint.',
    docs: layers,
  },
  trustDomainsAtZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where ztunnel passes over trust domains without a word.`,
    why: 'Alone they then match nobody; beside other fields the rule matches more than it says. Its status says that all is well.',
    docs: layers,
  },
} as const satisfies Record<string, Teaching>;

/** ` and 2 more`, after the name of the first. */
export function others(arg: Arg): string {
  return arg('more') === '0' || arg('more') === '' ? '' : ` (and ${arg('more')} more)`;
}
