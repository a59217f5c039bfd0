import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Resource, ResourceId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { simulatedKinds } from '../../yaml/kinds.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { readEntries } from '../../yaml/reading.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationMemory } from '../memory.ts';
import type { CleanDocument } from './cleanPart.ts';
import { type CleanFile, layOut } from './layOut.ts';
import { spareResources } from './spare.ts';

export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

/** What was understood of the files that somebody brought. */
export interface Understood {
  readonly document: HopwiseDocument;
  readonly namespaces: number;
  readonly workloads: number;
  /** Of the workloads, those with a sidecar, in ambient, or a gateway. */
  readonly inMesh: number;
  readonly services: number;
  /** Policies of Istio and of the network, by kind. */
  readonly policies: readonly KindCount[];
  /** All other kinds that take part. */
  readonly others: readonly KindCount[];
  /** Kinds that are kept and not simulated. */
  readonly kept: readonly KindCount[];
  /** Of the first ones; `problemCount` says how many there are. */
  readonly problems: readonly Diagnostic[];
  readonly problemCount: number;
  /** Pods and ReplicaSets that say nothing of their own and were left out. */
  readonly spared: readonly KindCount[];
  /** Objects that the mesh on show has as well. */
  readonly known: number;
}

const shownProblems = 20;
const policyKinds: readonly string[] = [
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'NetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];

/** Lays out cleaned files as a document and says what is in it. `base` is the mesh that is open. */
export function understand(files: readonly CleanFile[], base: HopwiseDocument, memory: EvaluationMemory): Understood {
  const { kept: cleaned, spared } = withoutSpare(files, memory);
  const document = { files: layOut(cleaned, []) };
  const { overview, diagnostics, resources } = evaluate(document, null, memory);
  const counts = countKinds(resources);
  const of = (choose: (kind: string) => boolean): readonly KindCount[] => counts.filter(({ kind }) => choose(kind));
  const own = new Set(resources.map(({ id }) => id));
  const problems = diagnostics.filter(({ severity }) => severity !== 'hint');
  return {
    document,
    namespaces: overview.namespaces.length,
    workloads: overview.workloads.length,
    inMesh: overview.workloads.filter(({ proxy }) => proxy !== 'none').length,
    services: resources.filter(({ kind }) => kind === 'Service').length,
    policies: of((kind) => policyKinds.includes(kind)),
    others: of((kind) => simulatedKinds.has(kind) && !policyKinds.includes(kind) && !counted.has(kind)),
    kept: of((kind) => !simulatedKinds.has(kind)),
    problems: problems.slice(0, shownProblems),
    problemCount: problems.length,
    spared: countKinds([...spared]),
    known: idsOf(base, memory).filter((id) => own.has(id)).length,
  };
}

/** Said as namespaces, workloads and services. */
const counted: ReadonlySet<string> = new Set([
  'Namespace',
  'Service',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
]);

/** Read through what earlier evaluations have read, which is most of it, and nothing of that is forgotten. */
function idsOf({ files }: HopwiseDocument, { parses }: EvaluationMemory): readonly ResourceId[] {
  const entries = files.flatMap(({ text }) => readEntries(text, parses, new Set()));
  return entries.flatMap(({ manifest }) => manifest?.draft?.id ?? []);
}

function countKinds(resources: readonly { readonly kind: string }[]): readonly KindCount[] {
  const counts = new Map<string, number>();
  for (const { kind } of resources) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}

/** Only of Lists: what stands in a file of its own, somebody put there. */
function withoutSpare(
  files: readonly CleanFile[],
  memory: EvaluationMemory,
): { readonly kept: readonly CleanFile[]; readonly spared: readonly Resource[] } {
  const lists = files.filter(({ list }) => list);
  const documents = lists.flatMap(({ documents: own }) => own);
  // One file for each document tells by its name where a resource stands.
  const apart = { files: documents.map(({ text }, at) => ({ name: String(at), text })) };
  const { resources } = parseDocument(apart, memory.parses);
  const spare = spareResources(resources);
  if (spare.size === 0) return { kept: files, spared: [] };
  const dropped = new Set<CleanDocument | undefined>([...spare].map(({ file }) => documents[Number(file)]));
  const kept = files.map((file) =>
    file.list ? { ...file, text: null, documents: file.documents.filter((each) => !dropped.has(each)) } : file,
  );
  return { kept, spared: [...spare] };
}
