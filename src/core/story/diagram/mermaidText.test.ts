import DOMPurify from 'dompurify';
import fc from 'fast-check';
import mermaid from 'mermaid';
import { beforeAll, describe, expect, it } from 'vitest';
import { mermaidLines, mermaidText } from './mermaidText.ts';

/** What a reader of the diagram sees: Mermaid's entities, decoded. */
const shown = (text: string) => text.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
const traps = [
  'end',
  'END',
  '"',
  "'",
  ';',
  '#',
  '#59;',
  '%%',
  '$$',
  '`',
  '**',
  '_',
  '<b>',
  '</script>',
  '<br/>',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  '|',
  '-->',
  '->>',
  ':',
  ':::',
  '//',
  '\\n',
  '@{',
  '&',
  '&lt;',
  'ﬂ°°34¶ß',
  'style',
  'classDef',
  'click',
  'é',
  'ю',
  '漢',
  '😀',
  'fa:fa-car',
  '~',
  '^',
];
const names = fc
  .array(fc.oneof(fc.constantFrom(...traps), fc.string({ unit: 'grapheme' }), fc.constant(' ')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

describe('a text in a diagram', () => {
  // Outside of a browser there is nothing to clean for, and no cleaner.
  beforeAll(() => {
    Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });
    mermaid.initialize({ startOnLoad: false });
  });

  it.each([
    ['reviews', 'reviews'],
    ['api/v1', 'api/v1'],
    ['STRICT: takes mTLS', 'STRICT#58; takes mTLS'],
    ['*.example.com', '#42;.example.com'],
    ['say "no"; end', 'say #34;no#34;#59; #101;nd'],
    ['backend', 'backend'],
    ['END', '#69;ND'],
    ['<script>', '#60;script#62;'],
    ['a\nb', 'a b'],
    ['#59;', '#35;59#59;'],
    ['naïve ю 漢', 'naïve ю 漢'],
    ['😀', '#128512;'],
  ])('%j is written %j', (text, written) => {
    expect(mermaidText(text)).toBe(written);
  });

  it('shows literally, and holds no sign that Mermaid could take for its own', () => {
    fc.assert(
      fc.property(names, (name) => {
        const written = mermaidText(name);
        expect(shown(written)).toBe(name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim() || '\u00a0');
        expect(written.replace(/#\d+;/g, '')).toMatch(/^[\p{L}\p{N}\p{M} .,/()+=?!'✓✕–·-]*$/u);
        expect(written).not.toMatch(/(?<![A-Za-z0-9])end(?![A-Za-z0-9])/i);
      }),
    );
  });

  it('parses as a label, as the name of a participant, as a message and as a note', async () => {
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const text = mermaidText(name);
        const lines = mermaidLines(name, 10);
        const flow = `flowchart LR\n  accDescr: ${text}\n  subgraph a["${text}"]\n    b["${lines}"]\n  end\n  a -->|"${text}"| c\n`;
        const sequence = `sequenceDiagram\n  accDescr: ${text}\n  participant p0 as ${lines}\n  p0->>p0: ${lines}\n  Note over p0: ${lines}\n`;
        expect((await mermaid.parse(flow)).diagramType).toMatch(/^flowchart/);
        expect((await mermaid.parse(sequence)).diagramType).toBe('sequence');
      }),
      { numRuns: 150 },
    );
  });

  it('breaks at spaces only', () => {
    expect(mermaidLines('a long sentence with averyveryverylongword', 10)).toBe(
      'a long<br/>sentence<br/>with<br/>averyveryverylongword',
    );
  });
});
