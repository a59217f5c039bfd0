/** A request before a wall with a door. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="6" fill="var(--ink)" />
      <rect x="13.5" y="4" width="2.6" height="4.2" rx="1" fill="var(--on-ink)" />
      <rect x="13.5" y="13.8" width="2.6" height="4.2" rx="1" fill="var(--on-ink)" />
      <circle cx="7.8" cy="11" r="3" fill="var(--on-ink)" />
    </svg>
  );
}
