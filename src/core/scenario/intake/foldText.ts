import { copyAnnotation, isMetadataNoise, isStatusNoise } from './noise.ts';

/**
 * The text of one object in block style without what nobody has written; every other byte stays. A key's value is
 * whatever is indented deeper than the key, so that whole lines can be cut. Text of another style stays as it is.
 */
export function foldText(text: string): string {
  const kind = /^kind:[ \t]*["']?([A-Za-z]+)["']?[ \t]*\r?$/m.exec(text)?.[1];
  if (kind === undefined || !/^(?:---[^\n]*\n|\s*#[^\n]*\n|\s*\n)*[A-Za-z]+:/.test(text)) return text;
  const lines = text.split('\n');
  const cut = new Set<number>();
  for (const { key, from, to } of blocksIn(lines, 0, lines.length, 0)) {
    if (key === 'status' && isStatusNoise(kind)) remove(cut, from, to);
    else if (key === 'status') removeBlocks(lines, from, to, cut, (field) => isStatusNoise(kind, field));
    else if (key === 'metadata') foldMetadata(lines, from, to, cut);
  }
  return cut.size === 0 ? text : lines.filter((_line, at) => !cut.has(at)).join('\n');
}

function foldMetadata(lines: readonly string[], from: number, to: number, cut: Set<number>): void {
  for (const block of children(lines, from, to)) {
    if (isMetadataNoise(block.key)) remove(cut, block.from, block.to);
    if (block.key !== 'annotations') continue;
    const annotations = children(lines, block.from, block.to);
    const copy = annotations.find(({ key }) => key === copyAnnotation);
    if (copy === undefined) continue;
    // A map without entries would be null.
    if (annotations.length === 1) remove(cut, block.from, block.to);
    else remove(cut, copy.from, copy.to);
  }
}

interface Block {
  readonly key: string;
  /** Lines, the key's own included; comments and space after it are not part of it. */
  readonly from: number;
  readonly to: number;
}

function children(lines: readonly string[], from: number, to: number): readonly Block[] {
  const first = lines.slice(from + 1, to).find((line) => isContent(line));
  return first === undefined ? [] : blocksIn(lines, from + 1, to, indentOf(first));
}

/** The keys at one indentation, with the lines of their values. */
function blocksIn(lines: readonly string[], from: number, to: number, indent: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? '';
    if (indentOf(line) !== indent || !isContent(line)) continue;
    const key = /^\s*["']?([^\s"':#-][^\s"':]*)["']?:(?:\s|$)/.exec(line)?.[1];
    if (key === undefined) continue;
    blocks.push({ key, from: at, to: blockEnd(lines, at, to, indent) });
  }
  return blocks;
}

function blockEnd(lines: readonly string[], at: number, to: number, indent: number): number {
  let end = at + 1;
  for (let next = at + 1; next < to; next += 1) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    const own = indentOf(line);
    // A list may stand at the indentation of its key.
    const inside = own > indent || (own === indent && /^\s*-(?:\s|$)/.test(line));
    if (!inside || /^---(?:\s|$)/.test(line)) break;
    end = next + 1;
  }
  return end;
}

function removeBlocks(
  lines: readonly string[],
  from: number,
  to: number,
  cut: Set<number>,
  isNoise: (key: string) => boolean,
): void {
  for (const block of children(lines, from, to)) if (isNoise(block.key)) remove(cut, block.from, block.to);
}

function remove(cut: Set<number>, from: number, to: number): void {
  for (let at = from; at < to; at += 1) cut.add(at);
}

function isContent(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
