/** What this tab remembers over a reload: its workspace, and the address that it wrote itself. */
export interface TabMemory {
  readonly workspace: string | null;
  readonly address: string | null;
}

const key = 'hopwise.tab';

export function tabMemory(): TabMemory {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    if (typeof value !== 'object' || value === null) return { workspace: null, address: null };
    const read = (name: keyof TabMemory): string | null => {
      const text: unknown = Reflect.get(value, name);
      return typeof text === 'string' ? text : null;
    };
    return { workspace: read('workspace'), address: read('address') };
  } catch {
    return { workspace: null, address: null };
  }
}

export function rememberInTab(change: Partial<TabMemory>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...tabMemory(), ...change }));
  } catch {
    // storage is blocked: a reload opens the address
  }
}

/** Whether this browser may keep documents: who has changed one has left other traces, too. */
export function mayBeKept(): boolean {
  try {
    return localStorage.length > 0 || sessionStorage.length > 0;
  } catch {
    return false; // storage is blocked
  }
}
