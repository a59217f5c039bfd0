import fc from 'fast-check';
import type { JsonObject } from '../../model/json.ts';
import { destinationRule } from './destinationRuleArbitrary.ts';
import { namespaceObject, serviceName, workload, type WorkloadDraft, workloadObjects } from './kubernetesArbitrary.ts';
import { mostly } from './near.ts';
import { authorizationPolicy, defined, peerAuthentication } from './policyArbitrary.ts';
import type { RandomCase, RandomMesh } from './randomMesh.ts';
import { requestDraft, requestOf } from './requestArbitrary.ts';
import { namespaces, rootNamespaces } from './vocabulary.ts';

const settings: fc.Arbitrary<JsonObject> = fc
  .record({
    trustDomain: fc.constantFrom(undefined, undefined, undefined, 'td1'),
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

interface Ground {
  readonly settings: JsonObject;
  readonly namespaces: readonly { readonly name: string; readonly injected: boolean }[];
  readonly workloads: readonly WorkloadDraft[];
}

const ground: fc.Arbitrary<Ground> = fc
  .record({
    settings,
    namespaces: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...namespaces), injected: mostly(fc.constant(true), fc.constant(false), 5) }),
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
    return { ...object, metadata: { ...(typeof metadata === 'object' ? metadata : {}), name: `${prefix}${index}` } };
  });
}

export interface Sizes {
  readonly policies: number;
  readonly requests: number;
}

/** A mesh of two to four namespaces and three to six workloads, its policies, and requests into it. */
export function randomCase({ policies, requests }: Sizes): fc.Arbitrary<RandomCase> {
  return ground.chain(({ settings: mesh, namespaces: spaces, workloads }) => {
    const root = typeof mesh['rootNamespace'] === 'string' ? mesh['rootNamespace'] : rootNamespaces[0];
    const places = [...spaces.map(({ name }) => name), root];
    const hostnames = workloads.flatMap(({ namespace, services }, number) =>
      services.map((_, index) => `${serviceName(number, index)}.${namespace}.svc.cluster.local`),
    );
    const kubernetes = [
      ...spaces.map(({ name, injected }) => namespaceObject(name, injected)),
      ...workloads.flatMap(workloadObjects),
    ];
    return fc
      .record({
        authorization: fc.array(authorizationPolicy(places), { maxLength: policies, size: 'max' }),
        peer: fc.array(peerAuthentication(places), { maxLength: 3, size: 'max' }),
        destination: fc.array(destinationRule(places, hostnames), { maxLength: 2, size: 'max' }),
        drafts: fc.array(requestDraft, { minLength: requests, maxLength: requests, size: 'max' }),
      })
      .map(({ authorization, peer, destination, drafts }): RandomCase => {
        const istio = [...named(authorization, 'ap'), ...named(peer, 'pa'), ...named(destination, 'dr')];
        const random: RandomMesh = { settings: mesh, kubernetes, policies: istio };
        return { mesh: random, requests: drafts.map((draft, index) => requestOf(draft, workloads, index)) };
      });
  });
}
