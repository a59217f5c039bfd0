import { describe, expect, it } from 'vitest';
import { foldText } from './foldText.ts';
import { withoutNoise } from './noise.ts';
import { readSyntax } from '../../yaml/syntax.ts';
import { isObject } from '../../model/json.ts';

const pod = `# kept
apiVersion: v1
kind: Pod
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"kind":"Pod"}

      more
    mine: yes # and this
  managedFields:
  - apiVersion: v1
    fieldsV1:
      f:metadata: {}
  - apiVersion: v1
  name: a
  uid: 1-2
spec:
  containers:
  - name: status
    args:
    - |
      status: not this
status:
  conditions:
  - type: Ready
    status: "False"
    message: of two
      lines
  containerStatuses:
  - name: a
  phase: Running
  podIP: 10.0.0.1
  # end
`;

const same = (text: string): void => {
  const before = readSyntax(text).json;
  const after = readSyntax(foldText(text)).json;
  expect(after).toEqual(isObject(before) ? withoutNoise(before) : before);
};

describe('what nobody has written', () => {
  it('is cut by lines; every other byte stays', () => {
    expect(foldText(pod)).toBe(`# kept
apiVersion: v1
kind: Pod
metadata:
  annotations:
    mine: yes # and this
  name: a
spec:
  containers:
  - name: status
    args:
    - |
      status: not this
status:
  conditions:
  - type: Ready
    status: "False"
    message: of two
      lines
  phase: Running
  podIP: 10.0.0.1
  # end
`);
    same(pod);
    same(pod.replaceAll('\n', '\r\n'));
  });

  it('takes the map of annotations with it where nothing else is in it, and all status where nothing reads it', () => {
    const text =
      'kind: Service\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: "{}"\n  name: a\nstatus:\n  loadBalancer: {}\n';
    expect(foldText(text)).toBe('kind: Service\nmetadata:\n  name: a\n');
    same(text);
  });

  it.each([
    [
      'a ServiceEntry, whose addresses stand in its status',
      'kind: ServiceEntry\nstatus:\n  addresses:\n  - value: 240.240.0.1\n',
    ],
    ['a kind that nobody knows', 'kind: Widget\nstatus:\n  phase: On\n'],
    ['flow style', '{\nkind: Pod,\nmetadata: {uid: a}\n}\n'],
    ['text without a kind', 'status:\n  a: 1\n'],
  ])('is left where it is in %s', (_what, text) => {
    expect(foldText(text)).toBe(text);
  });
});
