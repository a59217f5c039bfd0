import type { Infer } from './dsl.ts';
import { list, map, naming, obj, required, str } from './dsl.ts';
import { workloadSelector } from './selector.ts';
import { trafficPolicy } from './trafficPolicy.ts';

const subset = obj({
  name: required(str('Name, as routes refer to it.')),
  labels: naming(
    'podLabel',
    map(str('The value that the label must have.'), 'Labels of the endpoints in this subset.'),
  ),
  trafficPolicy,
});

/** DestinationRule (networking.istio.io): how clients’ proxies talk to a host. */
export const destinationRule = obj({
  host: required(
    naming('host', str('Host this is about: a short name, an FQDN, or a wildcard such as *.example.com.')),
  ),
  trafficPolicy,
  subsets: list(subset, 'Named groups of endpoints.'),
  exportTo: list(
    naming('exportTo', str('Namespace, `.` for the own one, `*` for all.')),
    'Namespaces whose clients see this. Default all.',
  ),
  workloadSelector,
});

export type DestinationRuleSpec = Infer<typeof destinationRule>;
