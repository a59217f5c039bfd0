/** "exportTo empty, `*`, or the namespace; `.` is the own one; `~` nobody" (4.16). */
export function exportedTo(
  exportTo: readonly string[] | undefined,
  fallback: readonly string[],
  owner: string,
  namespace: string,
): boolean {
  return exportList(exportTo, fallback).some(
    (entry) => entry === '*' || entry === namespace || (entry === '.' && owner === namespace),
  );
}

/** What a resource says, else the mesh's default. */
export function exportList(exportTo: readonly string[] | undefined, fallback: readonly string[]): readonly string[] {
  return exportTo && exportTo.length > 0 ? exportTo : fallback;
}

/** A short `host` (no dot) is completed with the owner's namespace; `s.ns` has a dot and is taken literally (3.4). */
export function completeHost(host: string, namespace: string): string {
  return host.includes('.') || host === '*' ? host : `${host}.${namespace}.svc.cluster.local`;
}

/** Whether a host pattern (`*`, `*.suffix`, exact) covers a host. */
export function hostCovers(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return host.length > pattern.length - 1 && host.endsWith(pattern.slice(1));
  return pattern === host;
}
