import { stringsAt } from '../../cluster/fields.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';

export type Labels = Readonly<Record<string, string>>;

/** Labels that others write, and that change with each version. */
const fleeting =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/.*|apps\.kubernetes\.io\/.*|(?:.*\.)?istio\.io\/.*|job-name|controller-uid|batch\.kubernetes\.io\/.*)$/;

/** The labels that people call a workload by, the shortest first. */
const usual = ['app', 'app.kubernetes.io/name', 'k8s-app'] as const;

/** The fewest labels that select this workload, and whether they select nobody else of its namespace. */
export function selectorOf(
  { cluster }: World,
  workload: Workload,
): { readonly labels: Labels; readonly alone: boolean } {
  const own = Object.fromEntries(Object.entries(workload.labels).filter(([key]) => !fleeting.test(key)));
  const named = usual.flatMap((key): Labels[] => (own[key] === undefined ? [] : [{ [key]: own[key] }]));
  const controller = stringsAt(workload.resource.body, 'spec', 'selector', 'matchLabels');
  const neighbours = [...cluster.workloads.values()].filter(
    ({ id, namespace }) => namespace === workload.namespace && id !== workload.id,
  );
  const alone = (labels: Labels): boolean =>
    Object.keys(labels).length > 0 && !neighbours.some((other) => matchesLabels(labels, other.labels));
  const candidates = [...named, controller, ...Object.entries(own).map(([key, value]) => ({ [key]: value }))].filter(
    (labels) => matchesLabels(labels, workload.labels),
  );
  const found = candidates.find(alone);
  return found ? { labels: found, alone: true } : { labels: own, alone: alone(own) };
}
