import { describe, expect, it } from 'vitest';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { applyCommand, deleteCommand, kubectlType } from './kubectl.ts';
import { takeOut } from './takeOut.ts';

const doc = (...texts: readonly string[]): HopwiseDocument => ({
  files: texts.map((text, at) => ({ name: `${at}.yaml`, text })),
});
const pod = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n${more}`;
const policy = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: shop}\n';
const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\ndata: {a: ""}\n';
const scenario = 'apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata: {name: mine}\n';

describe('a document on its way to a cluster', () => {
  it('says what was added, changed and removed, with the text as it is written', () => {
    const start = doc(`${pod('a')}---\n${pod('b')}---\n${policy}`);
    const now = doc(`# mine\n${pod('a', 'spec: {x: 1} # new\n')}---\n${pod('b')}`, pod('c'));
    expect(takeOut(now, start)).toMatchObject({
      added: [{ name: 'c', text: pod('c').trimEnd(), path: 'shop/pod-c.yaml' }],
      changed: [{ name: 'a', text: `# mine\n${pod('a', 'spec: {x: 1} # new')}` }],
      removed: [{ name: 'p', remove: 'kubectl delete -n shop authorizationpolicy.security.istio.io p' }],
    });
  });

  it('does not count comments, order of keys or another file as a change', () => {
    const now = doc('# x\nkind: Pod\nmetadata: {namespace: shop, name: a}\napiVersion: v1\n');
    expect(takeOut(now, doc(scenario, pod('a')))).toMatchObject({ added: [], changed: [], removed: [] });
  });

  it('leaves out the Scenario, and Secrets, which have no values here', () => {
    const now = doc(`${scenario}---\n${pod('a')}---\n${secret}`, secret.replace('name: s', 'name: t'));
    const taken = takeOut(now, doc());
    expect(taken.files).toEqual([{ name: '0.yaml', text: `---\n${pod('a')}` }]);
    expect(taken).toMatchObject({ secrets: 2, added: [{ name: 'a' }] });
    expect(takeOut(doc(), now)).toMatchObject({ removed: [{ name: 'a' }], secrets: 0, files: [] });
  });

  it('writes an item of a List as a document of its own', () => {
    const now = doc('kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n');
    expect(takeOut(now, doc()).added).toMatchObject([
      { text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a', path: 'default/pod-a.yaml' },
    ]);
  });
});

describe('a command', () => {
  it('names the kind with its group, and a name as one word', () => {
    expect(kubectlType({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway.gateway.networking.k8s.io' })).toBe(
      'gateway.gateway.networking.k8s.io',
    );
    const object = { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: `a'; rm -rf $HOME` };
    expect(deleteCommand(object)).toBe(`kubectl delete namespace 'a'\\''; rm -rf $HOME'`);
    expect(deleteCommand({ ...object, name: '--all' })).toBe(`kubectl delete namespace -- --all`);
  });

  it('ends its text with a line that is not in it', () => {
    expect(applyCommand('a: 1\n')).toBe("kubectl apply -f - <<'EOF'\na: 1\nEOF");
    expect(applyCommand('a: |\nEOF\nEOF_1\r\n')).toBe("kubectl apply -f - <<'EOF_2'\na: |\nEOF\nEOF_1\nEOF_2");
  });
});
