import type { EditorView } from '@codemirror/view';

/** The line that the editor was led to. */
export interface FollowedLine {
  /** Brings an offset to the middle, and keeps it there while panes around the text move. */
  bring(at: number): void;
  /** It is left to itself: somebody scrolls, writes or looks elsewhere. */
  leave(): void;
  stop(): void;
}

/** What somebody does who wants to look elsewhere in the text. */
const leaving = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** How much of the editor is in view when the line is brought to its middle again: what nobody has seen has no measured height. */
const seen = [0.01, 0.5, 0.99];

/** Leads an editor to a line, until somebody goes their own way. */
export function followLine(view: EditorView): FollowedLine {
  let kept: number | null = null;
  // Of several wishes the last counts.
  let turn = 0;
  const bring = (at: number): void => {
    kept = at;
    turn += 1;
    const mine = turn;
    center(view, at, 4, () => mine === turn);
  };
  const leave = (): void => {
    kept = null;
    turn += 1;
  };
  const again = (): void => {
    if (kept !== null) bring(kept);
  };
  const { scrollDOM } = view;
  // What is said above the text may come after the line was shown, and takes room from it.
  const resized = new ResizeObserver(again);
  resized.observe(scrollDOM);
  // On a phone the editor may be below the fold.
  const appeared = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && again(),
    {
      threshold: seen,
    },
  );
  appeared.observe(scrollDOM);
  for (const event of leaving) scrollDOM.addEventListener(event, leave, { passive: true });
  return {
    bring,
    leave,
    stop: () => {
      resized.disconnect();
      appeared.disconnect();
    },
  };
}

/**
 * Scrolls to the middle; the editor's own effect would scroll the panes around it, too. Lines that were never on screen
 * have only estimated heights, so what has come into view is measured and centred again, a few times at most.
 */
function center(view: EditorView, at: number, again: number, isWanted: () => boolean): void {
  view.requestMeasure({
    read: () => view.lineBlockAt(Math.min(at, view.state.doc.length)).top - view.scrollDOM.clientHeight / 2,
    write(top) {
      if (!isWanted()) return;
      const before = view.scrollDOM.scrollTop;
      view.scrollDOM.scrollTo({ top });
      if (again > 0 && view.scrollDOM.scrollTop !== before) center(view, at, again - 1, isWanted);
    },
  });
}
