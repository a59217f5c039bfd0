import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import { cleanPart } from './cleanPart.ts';
import { mayHoldSecret, withoutSecretValues } from './secrets.ts';
import { unroll } from './unroll.ts';

const value = 'aHVudGVyMg==';

/** All that is left of a text on its way in. */
function intake(text: string): { readonly text: string; readonly secrets: number; readonly leftOut: number } {
  const unrolled = unroll(text, 1e9);
  if (typeof unrolled === 'string') throw new Error(unrolled);
  const cache = new Map();
  const { documents, secrets, leftOut } = cleanPart(unrolled.documents, { fold: true }, cache);
  expect([...cache.keys()].join('')).not.toContain(value);
  return { text: documents.map((each) => each.text).join(''), secrets, leftOut };
}

describe('a Secret on its way in', () => {
  it('keeps name, labels, type and the names of its keys, and nothing else', () => {
    const { text, secrets } = intake(`# the password is ${value}
apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
  namespace: istio-system
  labels: {team: shop}
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"token":"${value}"}}'
    note: ${value}
type: kubernetes.io/tls
data:
  tls.crt: ${value}
  tls.key: ${value}
stringData:
  token: ${value}
`);
    expect(secrets).toBe(1);
    expect(text).toBe(`---
apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
  namespace: istio-system
  labels:
    team: shop
type: kubernetes.io/tls
data:
  tls.crt: ""
  tls.key: ""
  token: ""
`);
  });

  const secret: Json = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { password: value } };
  const { apiVersion: _version, kind: _kind, ...bare } = secret;
  it.each<readonly [string, string]>([
    ['in flow style', `{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {password: ${value}}}`],
    ['by an anchor', `x: &v ${value}\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  password: *v\n`],
    [
      'by a merge key',
      `.v: &v {password: ${value}}\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  <<: *v\n`,
    ],
    [
      'by a written-out kind',
      `"ki\\x6ed": "\\x53ecret"\napiVersion: v1\nmetadata: {name: s}\ndata: {password: ${value}}\n`,
    ],
    ['as JSON', JSON.stringify(secret)],
    ['in a List', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [secret] })],
    ['in a typed list', JSON.stringify({ apiVersion: 'v1', kind: 'SecretList', items: [bare] })],
    ['in a plain list', JSON.stringify([secret])],
    [
      'in a List in a List',
      JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [{ kind: 'List', apiVersion: 'v1', items: [secret] }] }),
    ],
    [
      'in a SecretList in YAML',
      `apiVersion: v1\nitems:\n- metadata:\n    name: s\n  data:\n    password: ${value}\nkind: SecretList\n`,
    ],
    [
      'in a template',
      JSON.stringify({
        apiVersion: 'template.openshift.io/v1',
        kind: 'Template',
        metadata: { name: 't' },
        objects: [secret],
      }),
    ],
    [
      'after JSON of another',
      `${JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } })}\n${JSON.stringify(secret)}`,
    ],
    [
      'with Windows line ends',
      `apiVersion: v1\r\nkind: Secret\r\nmetadata:\r\n  name: s\r\ndata:\r\n  password: ${value}\r\n`,
    ],
    [
      'after a byte order mark',
      `\uFEFFapiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {password: ${value}}\n`,
    ],
  ])('loses its value %s', (_how, text) => {
    const left = intake(text);
    expect(left.text).not.toContain(value);
    expect(left.text).toContain('password: ""');
    expect(left).toMatchObject({ secrets: 1, leftOut: 0 });
  });

  it('is left out where it cannot be read', () => {
    const broken = `kind: Secret\nmetadata: {name: s}\ndata: {password: ${value}\n`;
    expect(intake(`${broken}---\nkind: [\n`)).toEqual({ text: '---\nkind: [\n', secrets: 0, leftOut: 1 });
    expect(intake(`a:\n\tstringData: ${value}\n`)).toMatchObject({ text: '', leftOut: 1 });
  });

  it('stays as it is written where it has no values', () => {
    const clean =
      '# mine\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {tls.crt: "", tls.key: ""} # keys\n';
    expect(intake(clean)).toEqual({ text: clean, secrets: 0, leftOut: 0 });
  });

  it('is told from kinds of the same name in other groups, and from words', () => {
    const other = { apiVersion: 'example.org/v1', kind: 'Secret', data: { a: value } };
    expect(withoutSecretValues(other)).toEqual({ json: other, secrets: 0 });
    expect(mayHoldSecret('kind: SecretProviderClass')).toBe(false);
    expect(mayHoldSecret('secretName: a')).toBe(false);
  });
});
