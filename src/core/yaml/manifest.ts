import type { DiagnosticCode } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { Path, Resource } from '../model/resource.ts';
import { resourceId } from '../model/resource.ts';
import { isClusterScoped, qualifiedKind } from './kinds.ts';
import { withoutSecrets } from './secret.ts';

/** A resource that does not know its file yet. */
export type Draft = Omit<Resource, 'file' | 'index'>;

export interface ManifestProblem {
  readonly code: DiagnosticCode;
  /** From the root of the object. */
  readonly path: Path;
  readonly args: Readonly<Record<string, string>>;
}

/** One object of a YAML document: the document itself, or an item of a List. */
export interface Manifest {
  /** Where the object is in its document. */
  readonly at: Path;
  /** Null if the API server would refuse the object. */
  readonly draft: Draft | null;
  readonly problems: readonly ManifestProblem[];
}

/** The objects in a document: Lists are unrolled, and what is no object is a problem of its own. */
export function readManifests(json: Json, at: Path = [], assumed: Assumed = {}): readonly Manifest[] {
  if (Array.isArray(json)) return json.flatMap((item: Json, i) => readManifests(item, [...at, i], assumed));
  if (!isObject(json)) return [{ at, draft: null, problems: [{ code: 'documentNotObject', path: [], args: {} }] }];
  const { kind, apiVersion, items } = json;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    // The items of a typed list (`PodList`), as the API server prints it, leave out what the list says.
    const itemKind = kind.slice(0, -'List'.length);
    const typed = itemKind === '' || typeof apiVersion !== 'string' ? {} : { kind: itemKind, apiVersion };
    return items.flatMap((item: Json, i) => readManifests(item, [...at, 'items', i], typed));
  }
  return [{ at, ...readManifest(json, assumed) }];
}

interface Assumed {
  readonly kind?: string;
  readonly apiVersion?: string;
}

function readManifest(body: JsonObject, assumed: Assumed): Omit<Manifest, 'at'> {
  const problems: ManifestProblem[] = [];
  const report = (code: DiagnosticCode, path: Path, args: Record<string, string> = {}): void => {
    problems.push({ code, path, args });
  };
  const text = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

  const plainKind = text(body['kind'] ?? assumed.kind);
  if (plainKind === null) report('missingKind', 'kind' in body ? ['kind'] : []);
  const apiVersion = text(body['apiVersion'] ?? assumed.apiVersion);
  if (plainKind !== null && apiVersion === null) report('requiredField', [], { field: 'apiVersion' });
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  const name = text(metadata['name']);
  if (plainKind !== null && name === null) report('missingName', 'metadata' in body ? ['metadata'] : []);
  const labels = readStrings(metadata, 'labels', report);
  const annotations = readStrings(metadata, 'annotations', report);
  if (plainKind === null || apiVersion === null || name === null || problems.length > 0)
    return { draft: null, problems };

  const kind = qualifiedKind(plainKind, apiVersion);
  const namespace = isClusterScoped(plainKind) ? '' : (text(metadata['namespace']) ?? 'default');
  const kept = kind === 'Secret' ? withoutSecrets(body) : body;
  const draft: Draft = {
    id: resourceId(kind, namespace, name),
    apiVersion,
    kind,
    namespace,
    name,
    labels,
    annotations: kind === 'Secret' ? {} : annotations,
    creationTimestamp: text(metadata['creationTimestamp']),
    body: kept,
  };
  return { draft, problems };
}

/** Labels or annotations: the API server refuses an object whose values are no strings. */
function readStrings(
  metadata: JsonObject,
  field: 'labels' | 'annotations',
  report: (code: DiagnosticCode, path: Path, args: Record<string, string>) => void,
): Readonly<Record<string, string>> {
  const given = metadata[field];
  if (given === undefined || given === null) return {};
  if (!isObject(given)) {
    report('wrongType', ['metadata', field], { expected: 'map', actual: Array.isArray(given) ? 'list' : typeof given });
    return {};
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => {
      if (value === null) return [[key, ''] as const];
      if (typeof value === 'string') return [[key, value] as const];
      const actual = Array.isArray(value) ? 'list' : typeof value;
      report('wrongType', ['metadata', field, key], { expected: 'string', actual });
      return [];
    }),
  );
}
