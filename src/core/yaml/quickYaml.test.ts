import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { quickYaml } from './quickYaml.ts';
import { readSyntax } from './syntax.ts';

/** The whole parser, as `readSyntax` asks it. */
function whole(text: string): unknown {
  const tree = parseDocument(text, { prettyErrors: false, logLevel: 'silent', merge: true });
  return tree.errors.length > 0 ? { errors: tree.errors.map(({ code }) => code) } : tree.toJS();
}

/** What both read they read alike, and the whole text is one value for both. */
function expectAlike(text: string): void {
  const quick = quickYaml(text);
  expect(quick === null ? null : quick.json, text).toEqual(quick === null ? null : whole(text));
}

const service = `---
apiVersion: v1
kind: Service
metadata:
  creationTimestamp: "2026-01-10T08:00:00Z"
  labels:
    app.kubernetes.io/name: reviews
  name: reviews
spec:
  clusterIP: 10.96.0.1
  ports:
  - name: http
    port: 8080
    targetPort: http
  - port: -1
  empty: {}
  none: []
  nothing:
  flag: true
  words: a b, c (d) http://e:80/f
  deeper:
    - a
    - '# b'
    - "c: d"
`;

describe('what kubectl prints', () => {
  it('is read by lines, as the whole parser reads it', () => {
    expect(quickYaml(service)).not.toBeNull();
    expectAlike(service);
    expectAlike(service.replace('---\n', '').trimEnd());
  });

  it.each([
    ['a comment', 'a: 1 # b\n'],
    ['a line that goes on below', 'a: b\n  c\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['an anchor', 'a: &b c\n'],
    ['an alias', 'a: *b\n'],
    ['flow style', 'a: {b: c}\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a tab', 'a:\tb\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['an octal number', 'a: 0o17\n'],
    ['a leading zero', 'a: 007\n'],
    ['a fraction', 'a: 1.0\n'],
    ['a word in capitals', 'a: True\n'],
    ['an end of a document', 'a: 1\n...\n'],
    ['a document that comes after', 'a: 1\n---\nb: 1\n'],
    ['Windows line ends', 'a: b\r\n'],
    ['a wrong indentation', 'a:\n    b: 1\n  c: 1\n'],
    ['an empty line', 'a: 1\n\nb: 1\n'],
    ['space at the end', 'a: b \n'],
    ['a colon at the end', 'a: b:\n'],
    ['a key of a prototype', '__proto__: 1\n'],
    ['nothing', ''],
  ])('is left to the whole parser where there is %s', (_what, text) => {
    expect(quickYaml(text)).toBeNull();
  });

  it('is placed in the text by the whole parser, its root included', () => {
    const { spot } = readSyntax(service);
    expect(spot(['metadata', 'name'])).toMatchObject({ value: { start: service.indexOf(' reviews\nspec') + 1 } });
    expect(spot([])).toEqual({ value: { start: 4, end: service.length - 1 }, key: null, depth: 0 });
  });

  it('is read alike, or not at all, whatever happens to its lines', () => {
    const lines = service.split('\n');
    const words = [
      '-',
      ':',
      ' ',
      '  ',
      '#',
      '"',
      "'",
      '{}',
      '1',
      'e',
      '.',
      '0',
      '?',
      '|',
      'null',
      '- ',
      ': ',
      'x',
      '~',
      '\t',
      '\r',
      '!',
      '%',
      '@',
      ',',
    ];
    const edit = fc.record({
      line: fc.nat(lines.length - 1),
      at: fc.nat(30),
      drop: fc.nat(3),
      put: fc.constantFrom(...words),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const changed = [...lines];
        for (const { line, at, drop, put } of edits) {
          const text = changed[line] ?? '';
          changed[line] = text.slice(0, at) + put + text.slice(at + drop);
        }
        expectAlike(changed.join('\n'));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it('is read alike, or not at all, for any value', () => {
    const values = fc.oneof(
      fc.stringMatching(/^[\w ./@+=,()%;?!$^~:#&*'"{}[\]|>-]{1,12}$/),
      fc.double().map(String),
      fc.integer().map(String),
      fc.constantFrom(
        '.inf',
        '-.INF',
        '.nan',
        '+1',
        '1_000',
        '0x1F',
        '0b1',
        '1e3',
        '1:30',
        '2026-01-01',
        'yes',
        'No',
        '~',
        '<<',
        '=',
        'é',
        '\u2028',
      ),
    );
    fc.assert(
      fc.property(values, (value) => {
        expectAlike(`a: ${value}\n`);
        expectAlike(`- ${value}\n- b\n`);
        expectAlike(`${value}: a\n`);
        expectAlike(`a:\n- b: ${value}\n  c: 1\n`);
      }),
      { numRuns: 5000, seed: 7 },
    );
  });
});
