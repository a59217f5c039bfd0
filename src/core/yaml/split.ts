/** One YAML document's stretch of a file: from its `---` (if any) up to the next. */
export interface Chunk {
  readonly start: number;
  readonly text: string;
}

/** Nothing but space, comments and document markers. Most documents show with their first lines that they are more. */
function isBlank(text: string): boolean {
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).replace(/^(?:---|\.\.\.)(?=\s|$)/, '');
    if (!/^\s*(?:#.*)?$/s.test(line)) return false;
    start = end + 1;
  }
  return true;
}

/** Directives, with comments: they belong to the document after them. */
function isPrologue(text: string): boolean {
  return text.startsWith('%') && text.split('\n').every((line) => /^(?:%.*|\s*(?:#.*)?)$/s.test(line));
}

/**
 * Cuts a file at its document boundaries, which YAML allows nowhere else than at the start of a line:
 * `---` and `...` end even a block scalar. Documents without content are left out.
 */
export function splitDocuments(text: string): readonly Chunk[] {
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const cuts = [first];
  const marker = /(?:^|\n)(?:\uFEFF)?(---|\.\.\.)(?=[ \t\r\n]|$)/g;
  for (const match of text.matchAll(marker)) {
    const at = match.index + match[0].length - 3;
    if (match[1] === '---') {
      if (!isPrologue(text.slice(cuts.at(-1), at))) cuts.push(at);
    } else {
      const newline = text.indexOf('\n', at);
      cuts.push(newline < 0 ? text.length : newline + 1);
    }
  }
  cuts.push(text.length);
  const chunks: Chunk[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const start = cuts[i] ?? 0;
    const piece = text.slice(start, cuts[i + 1]);
    if (!isBlank(piece)) chunks.push({ start, text: piece });
  }
  return chunks;
}
