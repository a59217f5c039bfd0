import { bold, code } from '../names.ts';
import { codes, type Teaching } from './teaching.ts';

const virtualService = 'reference/config/networking/virtual-service/';
const destinationRule = 'reference/config/networking/destination-rule/';

/** Hosts, subsets and routes. */
export const routes = {
  hostUnknown: {
    says: (arg) => `No service is known by ${code(full(arg('host'), arg('where')))}.`,
    why: 'A short name, without a dot, is taken for one in the namespace of the resource; every other name stands as it is written, so that `name.namespace` means nothing. A route to it answers 503, a DestinationRule for it has no effect.',
    fix: (arg) => `Write ${arg('near')}`,
    docs: 'reference/config/analysis/ist0101/',
  },
  destinationRuleOfNobody: {
    says: (arg) =>
      `No client looks for rules in ${bold(arg('where'))}: they are looked for in the client’s own namespace, in that of the service, ${bold(arg('service'))}, and in the root namespace.`,
    why: 'A DestinationRule in any other namespace is passed over, however far it is exported.',
    docs: 'ops/best-practices/traffic-management/#cross-namespace-configuration',
  },
  subsetEmpty: {
    says: (arg) => `No pod of ${code(arg('host'))} has the labels of the subset ${bold(arg('subset'))}.`,
    why: 'Requests that are routed to a subset without pods are answered with 503, no healthy upstream.',
    docs: `${destinationRule}#Subset`,
  },
  subsetUnknown: {
    says: (arg) =>
      `No DestinationRule that a client goes by has a subset ${bold(arg('subset'))} for ${code(arg('host'))}.`,
    why: 'The route then leads to a cluster that does not exist, and every request on it is answered with 503.',
    fix: 'Use the nearest name',
    docs: 'ops/common-problems/network-issues/#503-errors-after-setting-destination-rule',
  },
  routePortUnknown: {
    says: (arg) => `${code(arg('host'))} has no port ${code(arg('port'))}; it has ${codes(arg('ports'))}.`,
    why: 'A route goes to a port of the Service, not of the pod. For any other one there is no cluster, and requests are answered with 503.',
    fix: 'Use its port',
    docs: `${virtualService}#Destination`,
  },
  gatewayUnknown: {
    says: (arg) => `There is no Gateway ${bold(arg('gateway'))}, so these routes are not for it.`,
    why: 'A name without a namespace means one in the namespace of the VirtualService. With `gateways` given and none of them there, no proxy uses the routes, sidecars neither.',
    fix: 'Use the nearest name',
    docs: 'reference/config/analysis/ist0101/',
  },
  routeUnreachable: {
    says: (arg) => `Route ${arg('rule')} is never used: route ${arg('by')}, before it, takes every request.`,
    why: 'Routes are tried in order, and the first that matches is taken. One without a match takes everything.',
    fix: (arg) => `Move route ${arg('by')} to the end`,
    docs: 'reference/config/analysis/ist0130/',
  },
  virtualServiceSecond: {
    says: (arg) => `Sidecars use ${bold(arg('by'))} for ${code(arg('host'))} and pass over this VirtualService.`,
    why: 'At sidecars two VirtualServices of one host are not merged: the oldest is taken, and the other one is never asked.',
    docs: 'ops/best-practices/traffic-management/#split-virtual-services',
  },
} as const satisfies Record<string, Teaching>;

function full(host: string, where: string): string {
  return host.includes('.') || host.includes('*') ? host : `${host}.${where}.svc.cluster.local`;
}
