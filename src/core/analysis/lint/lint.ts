import type { World } from '../../controlplane/world.ts';
import type { Finding } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import { withoutMode } from './clientTls.ts';
import { factsOf, type Lint } from './facts.ts';
import { rootSelectors, selectors } from './selectors.ts';
import { peerPorts } from './serverTls.ts';
import { splitRules } from './splitRules.ts';
import { tcpPorts } from './tcpPorts.ts';
import { values } from './values.ts';

const lints: readonly Lint[] = [selectors, rootSelectors, tcpPorts, splitRules, values, peerPorts, withoutMode];

/** Every pitfall in the resources that Istio took. `resources` are all objects of the document. */
export function lint(world: World, resources: readonly Resource[]): readonly Finding[] {
  const facts = factsOf(world, resources);
  return lints.flatMap((each) => each(facts));
}
