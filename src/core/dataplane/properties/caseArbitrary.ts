import fc from 'fast-check';
import { isObject, type JsonObject } from '../../model/json.ts';
import { destinationRule } from './destinationRuleArbitrary.ts';
import { namespaceObject, serviceName, workload, type WorkloadDraft, workloadObjects } from './kubernetesArbitrary.ts';
import { mostly } from './near.ts';
import { authorizationPolicy, defined, peerAuthentication, requestAuthentication } from './policyArbitrary.ts';
import type { RandomCase } from './randomMesh.ts';
import { type RequestDraft, requestDraft, requestOf } from './requestArbitrary.ts';
import { namespaces, rootNamespaces } from './vocabulary.ts';

export const settings: fc.Arbitrary<JsonObject> = fc
  .record({
    trustDomain: fc.constantFrom(undefined, undefined, 'td1'),
    trustDomainAliases: fc.constantFrom(undefined, undefined, ['old-td'], ['cluster.local', 'old-td']),
    rootNamespace: fc.constantFrom(undefined, undefined, rootNamespaces[1]),
    pathNormalization: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      ...['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'].map((normalization) => ({ normalization })),
    ),
    enableAutoMtls: mostly<boolean | undefined>(fc.constant(undefined), fc.constant(false), 15),
  })
  .map(defined);

export interface Ground {
  readonly settings: JsonObject;
  readonly namespaces: readonly { readonly name: string; readonly injected: boolean }[];
  readonly workloads: readonly WorkloadDraft[];
}

const ground: fc.Arbitrary<Ground> = fc
  .record({
    settings,
    namespaces: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...namespaces), injected: mostly(fc.constant(true), fc.constant(false), 8) }),
      { minLength: 2, maxLength: 4, selector: ({ name }) => name },
    ),
  })
  .chain((base) =>
    fc.record({
      settings: fc.constant(base.settings),
      namespaces: fc.constant(base.namespaces),
      workloads: fc.array(workload(base.namespaces.map(({ name }) => name)), { minLength: 3, maxLength: 6 }),
    }),
  );

/** Names each object by its place in the list: no two objects of a random mesh share a name. */
function named(objects: readonly JsonObject[], prefix: string): readonly JsonObject[] {
  return objects.map((object, index) => {
    const metadata = object['metadata'];
    return { ...object, metadata: { ...(isObject(metadata) ? metadata : {}), name: `${prefix}${index}` } };
  });
}

export interface Sizes {
  readonly policies: number;
  readonly requests: number;
}

/** What of Istio's may stand in a mesh: one list for each kind. */
export type Istio = Readonly<Record<'authorization' | 'peer' | 'request' | 'destination', fc.Arbitrary<JsonObject[]>>>;

/** Where policies may stand in a mesh, and which services it has. */
interface Places {
  readonly namespaces: readonly string[];
  readonly root: string;
  readonly hostnames: readonly string[];
}

/** A mesh on the given ground with the given policies, and requests into it. */
export function caseOn(
  { settings: mesh, namespaces: spaces, workloads }: Ground,
  istio: (places: Places) => Istio,
  requests: fc.Arbitrary<RequestDraft[]>,
): fc.Arbitrary<RandomCase> {
  const root = typeof mesh['rootNamespace'] === 'string' ? mesh['rootNamespace'] : rootNamespaces[0];
  const domain = typeof mesh['trustDomain'] === 'string' ? mesh['trustDomain'] : 'cluster.local';
  const hostnames = workloads.flatMap(({ namespace, services }, number) =>
    services.map((_, index) => `${serviceName(number, index)}.${namespace}.svc.cluster.local`),
  );
  const kubernetes = [
    ...spaces.map(({ name, injected }) => namespaceObject(name, injected)),
    ...workloads.flatMap(workloadObjects),
  ];
  return fc
    .record({ ...istio({ namespaces: spaces.map(({ name }) => name), root, hostnames }), drafts: requests })
    .map(({ authorization, peer, request, destination, drafts }): RandomCase => {
      const policies = [
        ...named(authorization, 'ap'),
        ...named(peer, 'pa'),
        ...named(request, 'ra'),
        ...named(destination, 'dr'),
      ];
      return {
        mesh: { settings: mesh, kubernetes, policies },
        requests: drafts.map((draft, index) => requestOf(draft, workloads, index, domain)),
      };
    });
}

export function listOf<T>(item: fc.Arbitrary<T>, minLength: number, maxLength: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength, maxLength, size: 'max' });
}

/** A mesh of two to four namespaces and three to six workloads, its policies, and requests into it. */
export function randomCase({ policies, requests }: Sizes): fc.Arbitrary<RandomCase> {
  return ground.chain((base) =>
    caseOn(
      base,
      ({ namespaces: spaces, root, hostnames }) => {
        const places = [...spaces, root];
        return {
          authorization: listOf(authorizationPolicy(places), Math.min(policies, 1), policies),
          peer: listOf(peerAuthentication(places), 0, 3),
          request: listOf(requestAuthentication(places), 0, 2),
          destination: listOf(destinationRule(places, hostnames), 0, 2),
        };
      },
      listOf(requestDraft, requests, requests),
    ),
  );
}
