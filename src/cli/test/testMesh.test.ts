import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { invariantKinds } from '../../core/model/invariant.ts';
import { readTestArguments, testFormats, testUsage } from './testArguments.ts';
import { testMesh } from './testMesh.ts';

const files = scenarios.find(({ id }) => id === 'shop-and-payments')?.files ?? [];
const [file] = files;

function shop(invariants: string): HopwiseDocument {
  const written = `  invariants:\n${invariants.trim().replace(/^/gm, '    ')}\n  requests:\n`;
  return { files: files.map(({ name, text }) => ({ name, text: text.replace('  requests:\n', written) })) };
}

const held = '- { id: callers, kind: onlyCallers, to: payments/backend, callers: [shop/frontend] }';
const broken = '- { id: plain, title: "No <plaintext> & \\"so\\"", kind: noPlaintext, within: legacy }';
const unclear = '- { id: gone, kind: mtls, to: paymnets }';
const wayOut = `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: payments}
spec: {egress: [{hosts: ["payments/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: api, namespace: payments}
spec: {hosts: [api.example.org], resolution: NONE, ports: [{number: 443, name: tls, protocol: TLS}]}
`;
const usual = { format: 'text', allowUnclear: false } as const;
const mesh = shop([held, broken, unclear].join('\n'));
const lineOf = (part: string): number =>
  (mesh.files[0]?.text ?? '').split('\n').findIndex((line) => line.includes(part)) + 1;

describe('the command line of hopwise test', () => {
  it.each([
    [['a'], { files: ['a'], format: 'text', allowUnclear: false }],
    [['a', '-', '--format', 'sarif', '--allow-unclear'], { files: ['a', '-'], format: 'sarif', allowUnclear: true }],
    [['a', '--format=junit'], { files: ['a'], format: 'junit', allowUnclear: false }],
    [[], testUsage],
    [['a', '--format', 'xml'], `--format is one of ${testFormats.join(', ')}.`],
    [['a', '--loud'], `Unknown option --loud.\n${testUsage}`],
  ])('%j', (args, expected) => {
    expect(readTestArguments(args)).toEqual(expected);
  });
});

describe('hopwise test', () => {
  it('says of each invariant what has become of it, what breaks it, and where it is written', () => {
    const { code, out, error } = testMesh(mesh, usual);
    expect([code, error]).toEqual([1, '']);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(
      /^✓ callers: Nobody but shop\/frontend reaches payments\/backend\. Proved: none of \d+ classes of requests breaks it, and every request is in one\.$/,
    );
    expect(lines[1]).toBe('✕ plain: No <plaintext> & "so"');
    expect(lines[2]).toMatch(/^ {4}Refuted: \d+ of \d+ requests asked break it\.$/);
    expect(lines[3]).toMatch(/^ {4}Legacy\/batch|^ {4}legacy\/batch sends GET/);
    expect(out).toContain(`    ${file?.name}:${lineOf('id: plain')}:`);
    expect(out).toContain(
      '? gone: Whatever reaches paymnets comes by mutual TLS.\n    Nothing of what it is about is in the mesh.\n',
    );
    expect(out).toMatch(/\n3 invariants: 1 is proved, 1 is broken, 1 nobody can tell\n$/);
  });

  it('passes where all hold; what nobody can tell is no failure only where that is permitted', () => {
    expect(testMesh(shop(held), usual)).toMatchObject({ code: 0, error: '' });
    expect(testMesh(shop([held, unclear].join('\n')), usual).code).toBe(1);
    expect(testMesh(shop([held, unclear].join('\n')), { ...usual, allowUnclear: true }).code).toBe(0);
    expect(testMesh(mesh, { ...usual, allowUnclear: true }).code).toBe(1);
  });

  it('refuses what it cannot use, with the place', () => {
    const { code, out, error } = testMesh(shop('- { id: a, kind: mtls, too: shop }'), usual);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(new RegExp(`^${file?.name}:\\d+:\\d+: error: .*unknown field too`, 'm'));
    expect(testMesh({ files: [...files, { name: 'b.yaml', text: 'a: [' }] }, usual)).toMatchObject({
      code: 2,
      out: '',
    });
    expect(testMesh({ files }, usual).error).toMatch(/^Nothing to test/);
  });

  it('is data with --format json', () => {
    const { code, out } = testMesh(mesh, { ...usual, format: 'json' });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      scenario: 'shop-and-payments',
      results: [
        { id: 'callers', kind: 'onlyCallers', verdict: 'passed', evidence: [] },
        {
          id: 'plain',
          verdict: 'failed',
          place: { file: file?.name, line: lineOf('id: plain') },
          result: { kind: 'broken' },
        },
        { id: 'gone', verdict: 'unclear', result: { kind: 'unclear', reason: 'nobody' } },
      ],
    });
  });

  it('tells what holds for the requests asked from what is proved, and says why it is not proved', () => {
    const asked = '- { id: out, kind: egress, from: payments, hosts: [api.example.org] }';
    const document = shop([held, asked].join('\n'));
    const { code, out } = testMesh({ files: [...document.files, { name: 'out.yaml', text: wayOut }] }, usual);
    expect(code).toBe(0);
    expect(out).toMatch(
      /✓ out: .* Holds for \d+ requests asked\. Not proved of all: .*what is sent for api\.example\.org goes to any address\./,
    );
    expect(out).toMatch(/\n2 invariants: 1 is proved, 1 holds\n$/);
  });

  it('is well-formed JUnit, whatever a title holds', () => {
    const { out } = testMesh(mesh, { ...usual, format: 'junit' });
    expect(out).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="hopwise" tests="3" failures="1" errors="1" skipped="0">/,
    );
    expect(out).toContain('name="plain: No &lt;plaintext&gt; &amp; &quot;so&quot;"');
    expect(unbalanced(out)).toEqual([]);
    expect(testMesh(mesh, { format: 'junit', allowUnclear: true }).out).toContain(
      '<skipped message="Nothing of what it is about',
    );
  });

  it('is SARIF 2.1.0 with every result at its lines', () => {
    const { out } = testMesh(mesh, { ...usual, format: 'sarif' });
    const log: unknown = JSON.parse(out);
    expect(log).toMatchObject({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'hopwise', version: expect.stringMatching(/^\d+\.\d+\.\d+/) } },
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ruleId: 'noPlaintext',
              ruleIndex: invariantKinds.indexOf('noPlaintext'),
              kind: 'fail',
              level: 'error',
              message: { text: expect.stringContaining('plain: No <plaintext>') },
              partialFingerprints: { invariant: 'plain' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: file?.name },
                    region: { startLine: lineOf('id: plain'), startColumn: expect.any(Number) },
                  },
                },
              ],
            },
            { ruleId: 'mtls', kind: 'fail', level: 'warning' },
          ],
        },
      ],
    });
    const places = [...out.matchAll(/"(?:start|end)(?:Line|Column)": (\d+)/g)].map(([, number]) => Number(number));
    expect(places).toHaveLength(8);
    expect(Math.min(...places)).toBeGreaterThan(0);
  });
});

/** Tags that are not closed, or closed but not opened; and what XML does not take as it is. */
function unbalanced(xml: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>/, '');
  for (const [tag, close, name = '', , self] of body.matchAll(
    /<(\/?)([a-z]+)((?:\s[a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>/g,
  )) {
    if (close === '/') {
      if (open.pop() !== name) wrong.push(tag);
    } else if (self === '') open.push(name);
  }
  const rest = body.replaceAll(/<\/?[a-z]+(?:\s[a-z]+="[^"]*")*\s*\/?>/g, '').replaceAll(/&(?:amp|lt|gt|quot);/g, '');
  if (/[<&]/.test(rest)) wrong.push(rest);
  return [...wrong, ...open];
}
