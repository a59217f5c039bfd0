import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { paneWords as words } from '../../content/locales/en/panes.ts';
import { foldPane, setPane } from '../store/panes.ts';
import { type PaneName, panes } from '../store/paneSizes.ts';
import { useStore } from '../store/store.ts';
import styles from './Splitter.module.css';

/** Where the pane is, seen from the bar. */
const sides = { outline: 'left', side: 'right', yaml: 'below' } as const satisfies Record<PaneName, string>;
const stride = 16;

/** The elements beside and around a bar, by the pane that it would make larger. */
function around(bar: HTMLElement | null): Readonly<Record<PaneName, Element | null | undefined>> {
  return { outline: bar?.previousElementSibling, side: bar?.nextElementSibling, yaml: bar?.parentElement };
}

/** The bar between two panes (WAI-ARIA's window splitter): dragged, moved by arrows, folded by Enter. */
export function Splitter({ pane }: { pane: PaneName }) {
  const size = useStore((state) => state.sizes[pane]);
  const bar = useRef<HTMLDivElement>(null);
  const { least, most, usual } = panes[pane];
  const upright = pane !== 'yaml';

  const measured = (): number => {
    const box = around(bar.current)[pane]?.getBoundingClientRect();
    return size ?? (box === undefined ? usual : upright ? box.width : box.height);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const { currentTarget, pointerId, clientX, clientY } = event;
    const start = measured();
    currentTarget.setPointerCapture(pointerId);
    currentTarget.onpointermove = (move) => {
      const by = upright ? move.clientX - clientX : move.clientY - clientY;
      setPane(pane, start + (sides[pane] === 'left' ? by : -by));
    };
    currentTarget.onlostpointercapture = () => {
      currentTarget.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const grow = { left: 'ArrowRight', right: 'ArrowLeft', below: 'ArrowUp' }[sides[pane]];
    const shrink = { left: 'ArrowLeft', right: 'ArrowRight', below: 'ArrowDown' }[sides[pane]];
    if (event.key === grow) setPane(pane, Math.max(least, measured() + stride));
    else if (event.key === shrink) setPane(pane, Math.max(least, measured() - stride));
    else if (event.key === 'Home') setPane(pane, least);
    else if (event.key === 'End') setPane(pane, most);
    else if (event.key === 'Enter') foldPane(pane);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // A splitter that can be moved has the focus and keys of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={bar}
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.bar}
      data-splits={pane}
      aria-label={words[pane]}
      title={`${words[pane]}: ${words.hint}`}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={size ?? usual}
      aria-valuetext={size === 0 ? words.folded : words.size(size ?? usual)}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setPane(pane, null)}
    />
  );
}
