import type { Compared } from './answers.ts';
import type { RecordedWorld } from './recorded.ts';

/** One reason why the two say different things of a cell; what the specification says of it stands above it. */
export interface Cause {
  readonly name: string;
  readonly explains: (world: RecordedWorld, cell: Compared) => boolean;
}

const named =
  (name: string) =>
  ({ name: asked }: RecordedWorld): boolean =>
    asked === name;

const onlyTheirs = ({ ours, theirs }: Compared): boolean => ours === null && theirs !== null;

/** All that is known. In each the specification says what Hopwise says, but for the last, where the two are asked different things. */
export const causes: readonly Cause[] = [
  {
    // "The root namespace is MeshConfig's, istio-system by default"; np-guard has `istio-config` built in.
    name: 'the root namespace is a constant',
    explains: (world, cell) => named('root-namespace')(world) && onlyTheirs(cell),
  },
  {
    // "A policy without rules is attached and matches nothing"; np-guard warns and leaves it out.
    name: 'a policy without spec allows nothing',
    explains: (world, cell) => named('no-spec')(world) && cell.to.startsWith('pay/') && onlyTheirs(cell),
  },
  {
    // "source.ip is the TCP peer: the pod's address for a pod"; np-guard takes addresses for those outside the cluster.
    name: 'pods have addresses, too',
    explains: ({ policies }, cell) =>
      /"(?:notI|i)pBlocks"/.test(JSON.stringify(policies)) && (cell.to.startsWith('default/') || cell.to === 'pay/api'),
  },
  {
    // "Without mTLS there is no principal, and principals and namespaces match nothing".
    name: 'an identity is proved by mTLS',
    explains: (world, cell) => named('identity-without-mtls')(world) && cell.from === 'shop/web' && onlyTheirs(cell),
  },
  {
    // A workload without a sidecar has no identity to show, and nobody who enforces policies for it.
    name: 'a workload without a sidecar',
    explains: ({ base }, { from, to, ours, theirs }) =>
      base === 'bare' && (from === 'tools/probe' || (to === 'tools/probe' && ours !== null && theirs === null)),
  },
  {
    // A name is looked up first; an egress rule that lets no DNS through stops every call by name.
    name: 'names are looked up',
    explains: (world, cell) => named('names-without-dns')(world) && cell.from === 'shop/web' && onlyTheirs(cell),
  },
  {
    // np-guard says "for some Host header"; here it is that of the service that is dialled.
    name: 'the Host header is that of the service',
    explains: ({ policies }, cell) => onlyTheirs(cell) && /"(?:notHosts|hosts)"/.test(JSON.stringify(policies)),
  },
];
