import { claimPath } from '../claimKeys.ts';
import { parseAddress } from '../authorization/cidr.ts';
import { covers } from '../hostPatterns.ts';
import type { VirtualService } from '../virtualService.ts';
import { exportToFindings } from './exportTo.ts';
import { type Finding, finding } from './finding.ts';
import { gatewayNameFindings } from './gatewayNames.ts';
import { isOutboundName, isWildcardDomain } from './hostNames.ts';
import { httpRouteFindings } from './httpRoute.ts';
import { streamFindings } from './streamRoute.ts';

/** Everything for which istiod's webhook refuses a VirtualService (section 13). */
export function virtualServiceFindings({ resource, spec }: VirtualService): readonly Finding[] {
  const { hosts = [], gateways = [], http = [], tls = [], tcp = [], exportTo } = spec;
  const found: Finding[] = [];
  // "Delegate (no hosts) with gateways/tls/tcp."
  if (hosts.length === 0) {
    for (const [field, list] of Object.entries({ gateways, tls, tcp }))
      if (list.length > 0) found.push(finding('delegateField', ['spec', field], field));
  }
  // "No http/tcp/tls."
  if (http.length + tls.length + tcp.length === 0) found.push(finding('routesMissing', ['spec']));
  return [
    ...found,
    ...gatewayNameFindings(gateways, ['spec', 'gateways']),
    ...hostFindings(spec),
    ...claimFindings(spec),
    ...http.flatMap((route, index) => httpRouteFindings(route, hosts.length === 0, ['spec', 'http', index])),
    ...streamFindings(spec),
    ...exportToFindings(exportTo, resource.namespace),
  ];
}

type Spec = VirtualService['spec'];

/** Bound to gateways alone: `mesh` is not among them. */
function atGateways({ gateways = [] }: Spec): boolean {
  return gateways.length > 0 && !gateways.includes('mesh');
}

function matchesNames({ tls = [] }: Spec): boolean {
  return tls.some(({ match }) => match.some(({ sniHosts }) => sniHosts.length > 0));
}

function hostFindings(spec: Spec): readonly Finding[] {
  const { hosts = [] } = spec;
  const found: Finding[] = [];
  for (const [index, host] of hosts.entries()) {
    const path = ['spec', 'hosts', index];
    const automatic = host.startsWith('outbound_') && atGateways(spec) && matchesNames(spec) && isOutboundName(host);
    if (!automatic && !isWildcardDomain(host)) {
      if (parseAddress(host) === null) found.push(finding('hostName', path, host));
      // "`*` host when bound to mesh."
    } else if (host === '*' && !atGateways(spec)) found.push(finding('meshWildcard', path));
  }
  if (found.length > 0) return found;
  // "Duplicate/overlapping hosts in one VS."
  for (const [index, host] of hosts.entries()) {
    const other = hosts.slice(0, index).find((each) => covers(each, host) || covers(host, each));
    if (other !== undefined) found.push(finding('hostTwice', ['spec', 'hosts', index], `${other}, ${host}`));
  }
  return found;
}

/** "JWT-claim matching when not gateway-bound." */
function claimFindings(spec: Spec): readonly Finding[] {
  if (atGateways(spec)) return [];
  return (spec.http ?? []).flatMap(({ match = [] }, route) =>
    match.flatMap((each, index) =>
      (['headers', 'withoutHeaders'] as const).flatMap((field) =>
        Object.keys(each[field] ?? {})
          .filter((name) => claimPath(name) !== null)
          .map((name) => finding('claimOutsideGateway', ['spec', 'http', route, 'match', index, field, name], name)),
      ),
    ),
  );
}
