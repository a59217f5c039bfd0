import type { World } from '../../controlplane/world.ts';
import type { Json, JsonObject, NonEmpty } from '../../model/json.ts';
import type { Workload } from '../../cluster/types.ts';
import type { HttpHead } from '../../model/trace.ts';
import { accountOf } from '../../model/naming.ts';
import type { Door } from './edges.ts';
import { selectorOf } from './labels.ts';
import { grouped, manifest, type Namer, type Written } from './written.ts';

const security = 'security.istio.io/v1';

/** "YAML-1: zero trust inside the mesh": mTLS everywhere, and an ALLOW policy without rules in the root namespace (12). */
export function shutDoors({ mesh }: World, name: Namer): readonly Written[] {
  const root = mesh.rootNamespace;
  const named = (kind: string, wanted: string, spec: JsonObject): JsonObject =>
    manifest(security, kind, root, name(kind, root, wanted), spec);
  return [
    {
      note: { kind: 'strict' },
      body: named('PeerAuthentication', 'default', { mtls: { mode: 'STRICT' } }),
    },
    allowNothing({ mesh }, name),
  ];
}

/** An ALLOW policy without rules in the root namespace. */
export function allowNothing({ mesh: { rootNamespace: root } }: Pick<World, 'mesh'>, name: Namer): Written {
  const kind = 'AuthorizationPolicy';
  const body = manifest(security, kind, root, name(kind, root, 'allow-nothing'), {});
  return { note: { kind: 'allowNothing' }, body };
}

/** How a rule spells the paths of one method; null: it does not ask for a path. */
export type Spelling = (paths: readonly string[]) => readonly string[] | null;

/** Letter by letter. */
export const exactly: Spelling = (paths) => paths;

/** One ALLOW policy for each edge: who may come, to which port, with which method and path. */
export function openDoors(
  world: World,
  doors: readonly Door[],
  name: Namer,
  spell: Spelling = exactly,
): readonly Written[] {
  const edges = grouped(doors, ({ server, peer }) => `${server.id}|${peer ?? ''}`);
  return edges.map((edge): Written => {
    const [{ server, peer }] = edge;
    const from = peer === null ? null : accountOf(peer).replace(/^sa\//, '');
    const { labels } = selectorOf(world, server);
    const kind = 'AuthorizationPolicy';
    const wanted = `${server.name}-from-${from ?? 'outside'}`;
    // "An ALLOW rule with HTTP-only fields never matches on a TCP chain": the two must not share a rule (4.2).
    const rules = grouped(edge, ({ port, issuer, http }) =>
      JSON.stringify([port, http === null, issuer, hostOf(server, http)]),
    );
    const spec = {
      selector: { matchLabels: { ...labels } },
      action: 'ALLOW',
      rules: rules.map((rule) => ruleOf(rule, spell)),
    };
    return {
      note: {
        kind: 'allow',
        from: peer,
        to: `${server.namespace}/${server.name}`,
        what: [...new Set(edge.map(wordsOf))],
      },
      body: manifest(security, kind, server.namespace, name(kind, server.namespace, wanted), spec),
      because: rules.map((rule) => [...new Set(rule.map(({ request }) => request))]),
    };
  });
}

function wordsOf({ http, port }: Door): string {
  return http === null ? `port ${port}` : `${http.method} ${bare(http.path)}`;
}

function ruleOf(doors: NonEmpty<Door>, spell: Spelling): JsonObject {
  const [first] = doors;
  const { peer, issuer } = first;
  const source: JsonObject = {
    ...(peer === null ? {} : { principals: [peer] }),
    // "requestPrincipals: ISS/SUB"; whoever the issuer vouches for.
    ...(issuer === null ? {} : { requestPrincipals: [issuer === '' ? '*' : `${issuer}/*`] }),
  };
  const to = grouped(doors, ({ http }) => http?.method ?? '').map((same): Json => {
    const paths = same.map(({ http }) => (http === null ? null : exactPath(http.path)));
    const spelled = spell([...new Set(paths.filter((path) => path !== null))]);
    const method = first.http === null ? null : exactMethod(same[0].http?.method ?? '');
    const host = hostOf(first.server, first.http);
    return {
      operation: {
        ports: [String(first.port)],
        ...(host === null ? {} : { hosts: [host, `${host}:*`] }),
        ...(method === null ? {} : { methods: [method] }),
        ...(paths.includes(null) || spelled === null ? {} : { paths: spelled }),
      },
    };
  });
  return { ...(Object.keys(source).length === 0 ? {} : { from: [{ source }] }), to };
}

/** At a gateway the host is part of the door: many stand behind one. */
function hostOf({ proxy }: Workload, http: HttpHead | null): string | null {
  if (proxy !== 'gateway' || http === null) return null;
  const host = http.authority.toLowerCase().replace(/:\d+$/, '');
  return host === '' || host.includes('*') ? null : host;
}

function bare(path: string): string {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

/** A path as a policy spells it; null where its signs would mean something else there. */
export function exactPath(path: string): string | null {
  const own = bare(path);
  // "exact, prefix*, *suffix, * and templates": stars and braces are no plain text.
  return own === '' || /[*{}]/.test(own) ? null : own;
}

function exactMethod(method: string): string | null {
  return method === '' || method.includes('*') ? null : method;
}
