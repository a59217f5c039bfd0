/** A text as one document of a stream: from its `---` to a line break. */
export function asDocument(text: string): string {
  const started = /^---(?:\s|$)/.test(text) ? text : `---\n${text}`;
  return started.endsWith('\n') ? started : `${started}\n`;
}
