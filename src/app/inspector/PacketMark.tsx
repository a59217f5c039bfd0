import styles from './Card.module.css';

/** The packet as the canvas draws it: a disc in ink, for it has no verdict yet. */
export function PacketMark() {
  return (
    <svg className={styles.packet} width="36" height="36" viewBox="-18 -18 36 36" aria-hidden="true">
      <circle r="15" />
      <path d="M-6.6-4.6H6.6V4.6H-6.6ZM-6.2-4.1 0 1l6.2-5.1" />
    </svg>
  );
}
