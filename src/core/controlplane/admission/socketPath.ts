/** `unix://` and an abstract name, or "an absolute path to a file". */
export function isSocketPath(text: string): boolean {
  const path = text.slice('unix://'.length);
  return path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/'));
}
