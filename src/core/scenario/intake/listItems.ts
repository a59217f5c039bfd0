/** The items of a List in block style, each as a text of its own, byte for byte but for the indentation. */
export function listItems(text: string): readonly string[] | null {
  const kind = /^kind:[ \t]*["']?([A-Za-z]*List)["']?[ \t]*\r?$/m.exec(text)?.[1];
  if (kind === undefined || hasAnchors(text)) return null;
  const lines = text.split('\n');
  const head = lines.findIndex((line) => /^items:[ \t]*\r?$/.test(line));
  const first = head < 0 ? -1 : lines.findIndex((line, at) => at > head && !/^\s*(?:#|$)/.test(line));
  const dash = /^( *)-( +)(?=\S)/.exec(lines[first] ?? '');
  if (dash === null) return null;
  const outer = dash[1]?.length ?? 0;
  const inner = dash[0].length;
  const items: string[][] = [];
  for (const [at, line] of lines.entries()) {
    if (at < first) continue;
    if (line.trim() === '') items.at(-1)?.push(line.trimStart());
    else if (line.startsWith(`${' '.repeat(outer)}- `)) {
      const start = /^ *- +/.exec(line)?.[0].length;
      // Each item must be as deep as the first, or the rest of it would be cut wrongly.
      if (start !== inner) return null;
      items.push([line.slice(inner)]);
    } else if (line.startsWith(' '.repeat(inner))) items.at(-1)?.push(line.slice(inner));
    else if (/^ *#/.test(line)) items.at(-1)?.push(line.trimStart());
    else if (/^[A-Za-z]/.test(line)) break;
    else return null;
  }
  const apiVersion = /^apiVersion:[ \t]*["']?([\w./]+)["']?[ \t]*\r?$/m.exec(text)?.[1];
  // The items of a typed list (`PodList`) leave out what the list says.
  const assumed = kind === 'List' ? '' : `apiVersion: ${apiVersion ?? 'v1'}\nkind: ${kind.slice(0, -4)}\n`;
  return items.map((item) => {
    const own = `${item.join('\n').trimEnd()}\n`;
    return /^kind:/m.test(own) ? own : `${assumed}${own}`;
  });
}

/** Whether a text may refer from one place to another: then its parts do not stand alone. */
function hasAnchors(text: string): boolean {
  return /(?:^|[\s:,[{-])[&*][\w-]/m.test(text);
}
