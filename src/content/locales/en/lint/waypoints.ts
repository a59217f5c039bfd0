import { bold, code } from '../names.ts';
import { ports, type Teaching } from './teaching.ts';

const usage = 'ambient/usage/waypoint/';
const layers = 'ambient/usage/l4-policy/';

/** Waypoints, those who go past them, and what ztunnel makes of PeerAuthentications. */
export const waypoints = {
  waypointUnknown: {
    says: (arg) => `There is no Gateway ${bold(arg('name'))} in ${bold(arg('where'))}, so no waypoint is used here.`,
    why: 'The label names a Gateway of the same namespace, unless `istio.io/use-waypoint-namespace` names another. While there is none, traffic goes straight to the pods, and policies for a waypoint have nobody to enforce them.',
    fix: 'Name the Gateway that there is',
    docs: usage,
  },
  waypointDenies: {
    says: (arg) =>
      `The waypoint ${bold(arg('name'))} does not let ${bold(arg('where'))} attach, so it is not used from there.`,
    why: 'A waypoint serves its own namespace alone, unless `allowedRoutes` of its listener says otherwise. Until it does, traffic goes straight to the pods.',
    fix: 'Let this namespace attach',
    docs: usage,
  },
  waypointOtherTraffic: {
    says: (arg) =>
      `The waypoint ${bold(arg('name'))} takes no traffic that is addressed to a ${arg('kind')}, so this label has no effect.`,
    why: '`istio.io/waypoint-for` on the Gateway says what a waypoint takes: `service`, which is what holds without it, `workload`, or `all`. Other traffic goes past it.',
    fix: 'Let the waypoint take all traffic',
    docs: usage,
  },
  waypointShutOut: {
    says: (arg) =>
      `${bold(arg('workload'))} is behind the waypoint ${bold(arg('name'))}, and no ALLOW policy of its pods lets that in.`,
    why: (arg) =>
      `Behind a waypoint ztunnel sees the identity of the waypoint, ${code(arg('principal'))}, and never that of the caller. Whoever calls by the waypoint gets a 503, even those that the policy names.`,
    fix: 'Let the waypoint in',
    docs: layers,
  },
  denyBehindWaypoint: {
    says: (arg) =>
      `${bold(arg('workload'))} is behind the waypoint ${bold(arg('name'))}, so this ${code(arg('field'))} never meets those who call by it.`,
    why: 'Behind a waypoint ztunnel sees the identity and the address of the waypoint. A DENY rule that names callers holds for those who go past it, and for nobody else; the waypoint takes it by target ref.',
    fix: (arg) => `Bind it to the Service ${arg('service')}`,
    docs: layers,
  },
  waypointPassedBy: {
    says: (arg) =>
      `Whoever goes past the waypoint ${bold(arg('name'))} reaches ${bold(arg('workload'))} without meeting this policy.`,
    why: 'Calls to the address of a pod, sidecars, gateways and callers outside the mesh do not go by a waypoint for Services. Only the pods’ own ztunnel can stop them: by a policy that lets in the waypoint alone.',
    fix: 'Let in the waypoint alone',
    docs: usage,
  },
  gatewayPastWaypoint: {
    says: (arg) =>
      `Gateways send what they route to ${bold(arg('service'))} straight to its pods, past the waypoint ${bold(arg('name'))}.`,
    why: 'A gateway uses waypoints only for Services that are labelled so. Until then policies that are bound to the waypoint do not hold for what comes in from outside.',
    fix: 'Send it by the waypoint',
    docs: usage,
  },
  waypointOutsideNetwork: {
    says: (arg) =>
      `This lets no pod of the waypoint ${bold(arg('name'))} in, and what is for ${bold(arg('workload'))} comes from there.`,
    why: 'NetworkPolicy sees the packets of the waypoint, which opens a connection of its own. The pods that called are not the ones that arrive.',
    fix: 'Let the pods of the waypoint in',
    docs: 'ambient/usage/networkpolicy/',
  },
  sidecarBeatsAmbient: {
    says: (arg) =>
      `${bold(arg('workload'))} has a sidecar, by ${code(arg('field'))}, so it is not in ambient mode as its labels ask.`,
    why: 'A pod with a sidecar is left out of ambient mode. ztunnel does not take its traffic, and it meets no waypoint when it calls.',
    fix: (arg) => `Remove ${arg('field')}`,
    docs: 'ambient/usage/add-workloads/',
  },
  strictHoleAtZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where this leaves ${arg('ports') === '' ? 'its ports' : ports(arg('ports'))} open to plaintext, although STRICT holds.`,
    why: 'istiod turns a PeerAuthentication with ports into a policy for ztunnel. Where the namespace does not say STRICT itself but inherits it, that policy is not sent, and ztunnel passes over what it does not know. A sidecar would refuse.',
    fix: 'Say STRICT for the namespace',
    docs: layers,
  },
  strictKeptAtZtunnel: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where port ${code(arg('port'))} stays STRICT: an exception by DISABLE alone does not count.`,
    why: 'ztunnel knows strict and not strict. istiod looks for a port that is PERMISSIVE before it makes exceptions at all.',
    fix: 'Write PERMISSIVE',
    docs: layers,
  },
} as const satisfies Record<string, Teaching>;
