import { describe, expect, test } from 'vitest';
import { type MeshNames, nameKinds, type NameKind } from '../../model/meshNames.ts';
import { completeAt } from './completeAt.ts';
import { helpAt } from './helpAt.ts';

const byKind = Object.fromEntries(nameKinds.map((kind) => [kind, [] as readonly string[]])) as Record<
  NameKind,
  readonly string[]
>;
const names: MeshNames = {
  byKind: {
    ...byKind,
    principal: ['cluster.local/ns/shop/sa/front', 'cluster.local/ns/shop/sa/back'],
    podPort: ['8080'],
    podLabel: ['app', 'version'],
    sidecarHost: ['./*', '*/a'],
  },
  labels: { app: ['front', 'back'] },
};

/** What is offered where `|` stands. */
function offered(marked: string): readonly string[] {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  return completeAt(text, at, names)?.items.map(({ label }) => label) ?? [];
}

/** The text after the first thing offered whose label is this was taken. */
function taken(marked: string, label: string): string {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completeAt(text, at, names);
  const item = found?.items.find((each) => each.label === label);
  if (found == null || item === undefined) throw new Error(`${label} is not offered`);
  return text.slice(0, found.from) + item.insert + text.slice(found.to);
}

const head = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: a\n';

describe('fields', () => {
  test('at the root and below a key, without those that are there', () => {
    expect(offered(`${head}|`)).toEqual(['spec']);
    expect(offered(`${head}spec:\n  action: ALLOW\n  |`)).toEqual([
      'selector',
      'targetRef',
      'targetRefs',
      'rules',
      'provider',
    ]);
    expect(offered(`${head}spec:\n  |\n  action: ALLOW\n`)).not.toContain('action');
  });

  test('in an item of a list, on the line of its dash and after it', () => {
    expect(offered(`${head}spec:\n  rules:\n    - |`)).toEqual(['from', 'to', 'when']);
    expect(offered(`${head}spec:\n  rules:\n  - from: []\n    |`)).toEqual(['to', 'when']);
    expect(offered(`${head}spec:\n  rules:\n  - to:\n      - operation:\n          pa|`)).toContain('paths');
  });

  test('a list of parts begins with a dash', () => {
    expect(taken(`${head}spec:\n  rules:\n    |`, 'from')).toBe(`${head}spec:\n  rules:\n    - from:\n        - `);
    expect(taken(`${head}spec:\n  |`, 'selector')).toBe(`${head}spec:\n  selector:\n    `);
    expect(taken(`${head}spec:\n  ac|`, 'action')).toBe(`${head}spec:\n  action: `);
  });

  test('in braces', () => {
    expect(offered(`${head}spec: { action: DENY, |`)).toContain('selector');
    expect(offered(`${head}spec: { action: DENY, |`)).not.toContain('action');
    expect(taken(`${head}spec:\n  selector: { ma|`, 'matchLabels')).toBe(`${head}spec:\n  selector: { matchLabels: `);
  });

  test('of the object in a list, and of the document that the cursor is in', () => {
    expect(
      offered(
        'kind: List\nitems:\n- apiVersion: security.istio.io/v1\n  kind: PeerAuthentication\n  spec:\n    mtls:\n      |',
      ),
    ).toEqual(['mode']);
    expect(offered(`${head}---\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\nspec:\n  |`)).toEqual([
      'selector',
      'mtls',
      'portLevelMtls',
    ]);
  });
});

describe('values', () => {
  test('of an enum, a boolean, a kind', () => {
    expect(offered(`${head}spec:\n  action: |`)).toEqual(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM']);
    expect(offered('kind: Peer|')).toContain('PeerAuthentication');
    expect(offered('kind: PeerAuthentication\napiVersion: |')).toEqual(['security.istio.io/v1']);
  });

  test('names of the mesh, in lists of every style', () => {
    const source = `${head}spec:\n  rules:\n  - from:\n    - source:\n        principals:`;
    const all = ['cluster.local/ns/shop/sa/front', 'cluster.local/ns/shop/sa/back'];
    expect(offered(`${source}\n        - |`)).toEqual(all);
    expect(offered(`${source} [|`)).toEqual(all);
    expect(offered(`${source} ["a", "clu|`)).toEqual(all);
    expect(taken(`${source}\n        - "|`, all[0] ?? '')).toBe(`${source}\n        - "${all[0]}`);
    expect(taken(`${source}\n          |`, all[1] ?? '')).toBe(`${source}\n          - ${all[1]}`);
  });

  test('are quoted where YAML would read something else', () => {
    const ports = `${head}spec:\n  rules:\n  - to:\n    - operation:\n        ports: [`;
    expect(taken(`${ports}|`, '8080')).toBe(`${ports}"8080"`);
    const sidecar = 'kind: Sidecar\napiVersion: networking.istio.io/v1\nspec:\n  egress:\n  - hosts:\n    - ';
    expect(taken(`${sidecar}|`, '*/a')).toBe(`${sidecar}"*/a"`);
  });

  test('labels and their values', () => {
    const labels = `${head}spec:\n  selector:\n    matchLabels:\n      `;
    expect(taken(`${labels}|`, 'app')).toBe(`${labels}app: `);
    expect(offered(`${labels}app: |`)).toEqual(['front', 'back']);
  });
});

test('nothing is offered in comments, in texts and for kinds that are not known', () => {
  expect(offered(`${head}# sp|`)).toEqual([]);
  expect(offered(`${head}spec: # |`)).toEqual([]);
  expect(offered(`kind: ConfigMap\napiVersion: v1\ndata:\n  mesh: |\n    a|`.replace('|\n', '>\n'))).toEqual([]);
  expect(offered('kind: Odd\napiVersion: example.org/v1\nspec:\n  |')).toEqual([]);
});

test('broken text on the way changes nothing', () => {
  expect(offered(`${head}spec:\n  selector: {a: [\n  rules:\n  - from:\n    - source:\n        |`)).toContain(
    'principals',
  );
});

describe('help', () => {
  const text = `${head}spec:\n  action: DENY\n  rules:\n  - to: [{operation: {methods: [GET]}}]\n`;
  const help = (word: string) => helpAt(text, text.indexOf(word) + 1, new Map());

  test('says what a field is for, on its key and on its value', () => {
    expect(help('action')?.doc).toBe('What a match means. Default ALLOW.');
    expect(help('DENY')?.values).toContain('CUSTOM');
    expect(help('methods')).toMatchObject({ name: 'methods', type: 'list of string' });
    expect(help('GET')?.names).toBe('method');
  });

  test('says nothing where there is no field', () => {
    expect(helpAt(text, text.length, new Map())).toBeNull();
    expect(helpAt('a: [', 0, new Map())).toBeNull();
  });
});
