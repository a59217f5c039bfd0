/** Lets go of a workspace, or stops waiting for it. */
export type Release = () => void;

export interface HoldEvents {
  /** This tab has it. */
  readonly onHeld: () => void;
  /** Another tab has it; `onHeld` comes when that tab lets go of it, or ends in whatever way. */
  readonly onElsewhere: () => void;
}

/** Does something to a workspace that no other tab has open; false if one has. */
export async function whileFree(id: string, work: () => Promise<void>): Promise<boolean> {
  const { locks }: { locks?: LockManager } = navigator;
  if (locks === undefined) {
    await work();
    return true;
  }
  return locks.request(lockName(id), { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
    return lock !== null;
  });
}

function lockName(id: string): string {
  return `hopwise.workspace.${id}`;
}

/**
 * Holds a workspace for this tab. The browser gives a lock to one tab at a time, and takes it back when the tab dies.
 * Without locks (pages that are not secure have none) the revision alone keeps tabs apart.
 */
export function hold(id: string, { onHeld, onElsewhere }: HoldEvents): Release {
  const { locks }: { locks?: LockManager } = navigator;
  if (locks === undefined) {
    onHeld();
    return () => undefined;
  }
  const stop = new AbortController();
  const released = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  const name = lockName(id);
  const keep = (): Promise<void> => {
    if (!stop.signal.aborted) onHeld();
    return released;
  };
  void locks
    .request(name, { ifAvailable: true }, (lock) => {
      if (lock !== null) return keep();
      if (stop.signal.aborted) return undefined;
      onElsewhere();
      // Waits outside of this request, which ends here.
      void locks.request(name, { signal: stop.signal }, keep).catch(() => undefined);
      return undefined;
    })
    .catch(onHeld);
  return () => stop.abort();
}
