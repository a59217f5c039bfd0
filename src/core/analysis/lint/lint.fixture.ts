import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Edit, Finding, LintCode } from '../../model/lint.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { applyEdits } from '../../yaml/applyEdits.ts';
import { lineChanges } from '../../yaml/lineChanges.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { lint } from './lint.ts';

/** `a/c` and `b/s` have sidecars, `legacy/n` has none; `s` takes HTTP on 8080 (Service port 80), TCP on 9000, anything on 8081. */
const base = `
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: b, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: legacy}
---
apiVersion: v1
kind: Pod
metadata: {name: c, namespace: a, labels: {app: client, tier: front}}
spec: {serviceAccountName: c, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: n, namespace: legacy, labels: {app: naked}}
spec: {serviceAccountName: n, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: s, namespace: b, labels: {app: server, version: v1}}
spec: {serviceAccountName: s, containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9000}, {containerPort: 8081}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: b}
spec:
  selector: {app: server}
  ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp-db, port: 9000}, {name: plain, port: 8081}]
---
apiVersion: v1
kind: Service
metadata: {name: n, namespace: legacy}
spec: {selector: {app: naked}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;

const group = {
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  VirtualService: 'networking.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  Sidecar: 'networking.istio.io/v1',
  Gateway: 'networking.istio.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
} as const;

/** One resource, as `kind namespace/name`, with its spec in one line. */
export function resource(what: `${keyof typeof group} ${string}/${string}`, spec: string, annotations = ''): string {
  const [kind = '', place = ''] = what.split(' ');
  const [namespace, name] = place.split('/');
  const noted = annotations === '' ? '' : `, annotations: {${annotations}}`;
  const version = Object.entries(group).find(([each]) => each === kind)?.[1] ?? '';
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}${noted}}\nspec: ${spec}\n`;
}

export function documentWith(...yaml: readonly string[]): HopwiseDocument {
  return { files: [{ name: 'mesh.yaml', text: [base, ...yaml].join('\n---\n') }] };
}

export function lintOf(document: HopwiseDocument, mesh: JsonObject = {}): readonly Finding[] {
  const { resources, diagnostics } = parseDocument(document);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const world = buildWorld(resources, { mesh, topology: null, clock: '2026-01-01T00:00:00Z' });
  expect(world.rejected.map(({ resource: { id }, diagnostics: [first] }) => `${id} ${first?.args['reason']}`)).toEqual(
    [],
  );
  return lint(world, resources);
}

export interface PitfallCase {
  readonly what: string;
  /** Beside the base mesh. */
  readonly yaml: readonly string[];
  readonly mesh?: JsonObject;
}
export interface FiringCase extends PitfallCase {
  /** Where it fires, as a path with dots. */
  readonly at: string;
  /** The lines that its quick fix adds (and `-` takes out), trimmed; null: it has none. */
  readonly fix: readonly string[] | null;
}

/** Holds a pitfall to its cases: where it fires, where it must not, and that its quick fix makes it go away. */
export function pitfall(code: LintCode, fires: readonly FiringCase[], silent: readonly PitfallCase[]): void {
  const foundIn = (document: HopwiseDocument, mesh: JsonObject | undefined): readonly Finding[] =>
    lintOf(document, mesh).filter((each) => each.code === code);

  describe(`${code}`, () => {
    it.each(fires)('fires: $what', ({ yaml, mesh, at, fix }) => {
      const document = documentWith(...yaml);
      const found = foundIn(document, mesh);
      expect(found.map(placeOf)).toContain(at);
      const edits = found.find((each) => placeOf(each) === at)?.fix ?? [];
      expect(edits.length > 0, 'has a quick fix').toBe(fix !== null);
      const { changed, after } = mended(document, edits);
      expect(changed).toEqual(expect.arrayContaining([...(fix ?? [])]));
      const left = edits.length === 0 ? found.length - 1 : foundIn(after, mesh).length;
      expect(left, 'findings left after the fix').toBeLessThan(found.length);
    });

    it.each(silent)('is silent: $what', ({ yaml, mesh }) => {
      expect(foundIn(documentWith(...yaml), mesh)).toEqual([]);
    });
  });
}

function placeOf({ path }: Finding): string {
  return path.join('.');
}

/** The lines that a fix changes, trimmed: `- ` before those that it takes out. */
function mended(document: HopwiseDocument, edits: readonly Edit[]) {
  const applied = applyEdits(document, edits);
  if ('error' in applied) throw new Error(applied.error);
  const changed = lineChanges(document, applied.document).flatMap(({ removed, added }) => [
    ...removed.map((line) => `- ${line.trim()}`),
    ...added.map((line) => line.trim()),
  ]);
  return { changed, after: applied.document };
}
