import type { Message } from '../../model/message.ts';
import type { Place, VerdictKind, Wire } from '../../model/trace.ts';
import type { Control, ControlKind, Deed, ProxyPlace } from './controls.ts';
import type { Box, Enforcement, Part } from './enforcement.ts';
import { mermaidLines, mermaidText } from './mermaidText.ts';

/** Every word of the diagrams that is no name. Nothing in them is Mermaid's syntax: all of it is escaped. */
export interface DiagramWords {
  readonly say: (message: Message) => string;
  readonly verdicts: Readonly<Record<VerdictKind, string>>;
  readonly wires: Readonly<Record<Wire['kind'], string>>;
  readonly box: (at: Place) => string;
  /** The part of a box that is a proxy. */
  readonly proxy: (at: ProxyPlace) => string;
  readonly app: (at: Place | null) => string;
  readonly controls: Readonly<Record<ControlKind, string>>;
  /** Below a control that no step speaks of. */
  readonly deed: (kind: ControlKind, did: Deed) => string;
  readonly participant: (at: Place) => readonly [name: string, part: string];
}

const marks = {
  passed: '✓',
  denied: '✕',
  undetermined: '?',
  absent: '–',
  notNeeded: '–',
  notReached: '·',
} as const satisfies Record<Deed, string>;

/** Strokes that can be told apart on white and on black, and without colour. */
const looks = {
  passed: 'stroke:#1F78C1,stroke-width:2px',
  denied: 'stroke:#D4561A,stroke-width:4px',
  undetermined: 'stroke:#7C848F,stroke-width:2px,stroke-dasharray:2 3',
  absent: 'stroke:#7C848F,stroke-dasharray:6 4',
  notNeeded: 'stroke:#7C848F,stroke-dasharray:6 4',
  notReached: 'stroke:#7C848F,stroke-dasharray:1 4',
} as const satisfies Record<Deed, string>;

const width = 30;

/** The enforcement diagram as Mermaid text. `down`: boxes one below the other, for narrow screens. */
export function flowchart(enforcement: Enforcement, words: DiagramWords, down = false): string {
  const { boxes, links } = enforcement;
  const lines = [
    `flowchart ${down ? 'TB' : 'LR'}`,
    `  accTitle: ${mermaidText(words.verdicts[enforcement.verdict])}`,
    `  accDescr: ${mermaidText(words.say(enforcement.because))}`,
    ...boxes.flatMap((box, index) => boxLines(box, index, words)),
    ...links.map(({ wire, arrived }, index) => {
      const label = wire === null ? '' : `|"${mermaidText(words.wires[wire])}"|`;
      return `  b${index} ${arrived ? '-->' : '-.->'}${label} b${index + 1}`;
    }),
    ...classes(boxes),
  ];
  return `${lines.join('\n')}\n`;
}

function boxLines({ at, name, parts }: Box, index: number, words: DiagramWords): readonly string[] {
  const title = at === null ? name : words.box(at);
  const lines: string[] = [];
  const ways: string[] = [];
  let proxy: string | null = null;
  let last: { readonly id: string; readonly proxy: string | null } | null = null;
  for (const [number, part] of parts.entries()) {
    const within = part.kind === 'control' ? part.proxy : null;
    if (proxy !== null && within === null) {
      lines.push('    end');
      proxy = null;
    }
    if (proxy === null && within !== null) {
      proxy = `b${index}p${number}`;
      lines.push(`    subgraph ${proxy}["${mermaidText(words.proxy(within))}"]`, '      direction TB');
    }
    const id = `b${index}n${number}`;
    const text = part.kind === 'app' ? mermaidText(words.app(at)) : controlText(part.control, words);
    lines.push(`${within === null ? '    ' : '      '}${id}["${text}"]`);
    if (last !== null) {
      // Into a proxy and out of it the way leads through its wall.
      const [from, to] = last.proxy === proxy ? [last.id, id] : [last.proxy ?? last.id, proxy ?? id];
      ways.push(`    ${from} ${deedOf(part) === 'notReached' ? '-.->' : '-->'} ${to}`);
    }
    last = { id, proxy };
  }
  if (proxy !== null) lines.push('    end');
  return [`  subgraph b${index}["${mermaidText(title)}"]`, '    direction TB', ...lines, ...ways, '  end'];
}

function controlText({ kind, did, names, says }: Control, words: DiagramWords): string {
  const said = says === null ? words.deed(kind, did) : words.say(says);
  const lead = mermaidText(marks[did]);
  if (kind === 'step') return `${lead} ${mermaidLines(said, width)}`;
  const head = [words.controls[kind], ...names].join(' ');
  return `${lead} ${mermaidLines(head, width)}<br/>${mermaidLines(said, width)}`;
}

function deedOf(part: Part): Deed {
  if (part.kind === 'control') return part.control.did;
  return part.reached ? 'passed' : 'notReached';
}

function classes(boxes: readonly Box[]): readonly string[] {
  const nodes = boxes.flatMap(({ parts }, box) =>
    parts.map((part, number) => ({ id: `b${box}n${number}`, did: deedOf(part), app: part.kind === 'app' })),
  );
  return Object.entries(looks).flatMap(([did, look]) => {
    // An app that was reached is what it always is.
    const own = nodes.filter((node) => node.did === did && !(node.app && did === 'passed')).map(({ id }) => id);
    return own.length === 0 ? [] : [`  classDef ${did} ${look}`, `  class ${own.join(',')} ${did}`];
  });
}
