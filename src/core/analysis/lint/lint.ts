import type { World } from '../../controlplane/world.ts';
import type { Finding } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import { ambientPolicies } from './ambientPolicies.ts';
import { behindWaypoint } from './behindWaypoint.ts';
import { customProviders } from './customProviders.ts';
import { destinationRules } from './destinationRules.ts';
import { egress } from './egress.ts';
import { enforcers, peerEnforcers } from './enforcers.ts';
import { kinds } from './kinds.ts';
import { networkPolicies } from './networkPolicies.ts';
import { networkWaypoint } from './networkWaypoint.ts';
import { pastWaypoint } from './pastWaypoint.ts';
import { peerScopes } from './peerScopes.ts';
import { peersAtZtunnel } from './peersAtZtunnel.ts';
import { plaintext } from './plaintext.ts';
import { policyEffects } from './policyEffects.ts';
import { proxyChoice } from './proxyChoice.ts';
import { coveredRules } from './ruleCoverage.ts';
import { rulePorts } from './rulePorts.ts';
import { checkedTokens, requiredTokens } from './tokens.ts';
import { virtualServices } from './virtualServices.ts';
import { withoutMode } from './clientTls.ts';
import { factsOf, type Lint } from './facts.ts';
import { rootSelectors, selectors } from './selectors.ts';
import { peerPorts } from './serverTls.ts';
import { splitRules } from './splitRules.ts';
import { tcpPorts } from './tcpPorts.ts';
import { values } from './values.ts';
import { waypointLabels } from './waypointLabels.ts';

const lints: readonly Lint[] = [
  kinds,
  selectors,
  rootSelectors,
  enforcers,
  peerEnforcers,
  policyEffects,
  tcpPorts,
  splitRules,
  coveredRules,
  rulePorts,
  values,
  plaintext,
  requiredTokens,
  checkedTokens,
  customProviders,
  ambientPolicies,
  peerPorts,
  peerScopes,
  withoutMode,
  destinationRules,
  virtualServices,
  egress,
  networkPolicies,
  waypointLabels,
  behindWaypoint,
  pastWaypoint,
  networkWaypoint,
  proxyChoice,
  peersAtZtunnel,
];

/** Every pitfall in the resources that Istio took. `resources` are all objects of the document. */
export function lint(world: World, resources: readonly Resource[]): readonly Finding[] {
  const facts = factsOf(world, resources);
  return lints.flatMap((each) => each(facts));
}
