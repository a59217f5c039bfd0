/** What Mermaid takes as it is, in a quoted label as well as behind the colon of a message. */
const literal = /^[A-Za-z0-9 .,/()+=?!'✓✕–·-]$|^[\p{L}\p{N}\p{M}]$/u;
/** Mermaid writes entities with these signs while it parses: in a name they would be read as one. */
const ownSigns = new Set(['ﬂ', '°', '¶', 'ß']);
const noBreakSpace = '\u00a0';
/** Control characters, line ends and halves of characters: nothing that could be shown. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A text as it must be written in a Mermaid diagram to be shown literally, whatever it holds: quotes, brackets,
 * semicolons, tags, Markdown, the word `end`. What is not plainly harmless becomes an entity (`#59;`).
 */
export function mermaidText(text: string): string {
  const shown = text.replace(unprintable, ' ').trim();
  // Mermaid takes no empty label.
  if (shown === '') return entity(noBreakSpace);
  const escaped = Array.from(shown, (sign) => (literal.test(sign) && !ownSigns.has(sign) ? sign : entity(sign)));
  // "The word 'end' could cause the diagram to break."
  return escaped.join('').replace(/(?<![A-Za-z0-9])(e)(nd)(?![A-Za-z0-9])/gi, (_, first: string, rest: string) => {
    return `${entity(first)}${rest}`;
  });
}

/** Lines of at most `width` characters where there are spaces to break at, joined as Mermaid breaks lines. */
export function mermaidLines(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map(mermaidText).join('<br/>');
}

function entity(sign: string): string {
  return `#${sign.codePointAt(0) ?? 32};`;
}
