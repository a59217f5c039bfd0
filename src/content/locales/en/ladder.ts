// @verbatim file: these stand in the YAML, which is the same in every language.
import type { RungNote } from '../../../core/model/posture.ts';

/** The comment above a resource that a rung adds, one line or two. */
export function rungComment(note: RungNote): string {
  switch (note.kind) {
    case 'namespace':
      return 'Pods of this namespace get a sidecar.';
    case 'strict':
      return 'In the root namespace and without a selector: the whole mesh takes mTLS only.';
    case 'allowNothing':
      return 'An ALLOW policy without rules allows nothing: from here on all is denied, gateways too, until a policy allows it.';
    case 'allow':
      return `${note.from === null ? 'From outside' : principalWords(note.from)} to ${note.to}: ${note.what.join(', ')}.`;
    case 'rootSidecar':
      return 'For namespaces that have no Sidecar of their own: their own services and the control plane, nothing else.';
    case 'sidecar':
      return note.hosts === 0
        ? `Proxies of ${note.namespace} know nobody: nothing that it sends is wanted.\nIt is the caller's own proxy that keeps to this; the network policies are the wall.`
        : `What proxies of ${note.namespace} may know. To them, every other host does not exist.\nIt is the caller's own proxy that keeps to this; the network policies are the wall.`;
    case 'serviceEntry':
      return `Outside the cluster, and wanted by ${note.namespace}: a host that no ServiceEntry names is unknown.`;
    case 'denyAll':
      return `The backstop of ${note.namespace}, whatever becomes of a proxy: nothing comes in, and nothing goes out but names and istiod.`;
    case 'isolate':
      return `The backstop of ${shortOf(note.workload)}, which shares its namespace with istiod.`;
    case 'ingress':
      return `Who may connect to ${shortOf(note.workload)}: wanted callers, by pod and by the pod's port.`;
    case 'egress':
      return `Whom ${shortOf(note.workload)} may connect to.`;
  }
}

function principalWords(principal: string): string {
  const [, namespace, account] = /\/ns\/([^/]+)\/sa\/(.+)$/.exec(principal) ?? [];
  return namespace === undefined || account === undefined ? principal : `${namespace}/${account}`;
}

function shortOf(workload: string): string {
  return workload.slice(workload.indexOf('/') + 1);
}
