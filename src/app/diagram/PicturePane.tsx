import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { pictureWords } from '../../content/locales/en/picture.ts';
import { Button } from '../ui/Button.tsx';
import { DownloadIcon } from '../ui/icons.tsx';
import { saveFile } from '../ui/saveFile.ts';
import styles from './DiagramDialog.module.css';
import type { Caption } from './makePicture.ts';
import { asPng, dataAddress, type Picture } from './picture.ts';

export interface PicturePaneProps {
  /** Called once: give the pane a key that changes with what is drawn. */
  make: () => Promise<Picture>;
  caption: Caption;
  /** Of the files, without their ending. */
  name: string;
  /** How far it may shrink to fit: as long as its words can be read, or as far as it takes. */
  least?: number;
  /** What else can be done with it. */
  children?: ReactNode;
}

/** A picture with what can be done with it. */
export function PicturePane({ make, caption, name, least = 0.8, children }: PicturePaneProps) {
  const [picture, setPicture] = useState<Picture | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    make().then(
      (made) => current && setPicture(made),
      () => current && setPicture('failed'),
    );
    return () => {
      current = false;
    };
    // A pane is made anew where something else is to be drawn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const made = picture === 'failed' ? null : picture;
  const saveSvg = () => made !== null && saveFile(new Blob([made.svg], { type: 'image/svg+xml' }), `${name}.svg`);
  const savePng = async () => made !== null && saveFile(await asPng(made), `${name}.png`);
  return (
    <>
      {/* What scrolls can be reached by keyboard. */}
      <div
        className={styles.picture}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={pictureWords.picture}
        aria-busy={picture === null}
      >
        {made !== null && (
          <img
            src={dataAddress(made)}
            width={made.width}
            height={made.height}
            style={fitting(made, least)}
            alt={`${caption.title}. ${caption.sentence}`}
          />
        )}
        <p role="status">
          {picture === null && pictureWords.drawing}
          {picture === 'failed' && pictureWords.failed}
        </p>
      </div>
      <div className={styles.actions}>
        <Button look="line" disabled={made === null} onClick={saveSvg}>
          <DownloadIcon />
          SVG
        </Button>
        <Button look="line" disabled={made === null} onClick={() => void savePng()}>
          <DownloadIcon />
          PNG
        </Button>
        {children}
      </div>
    </>
  );
}

/** A picture shrinks to what the dialog has room for. */
function fitting({ width, height }: Picture, least: number): CSSProperties {
  return {
    width: 'auto',
    height: 'auto',
    maxWidth: `max(100%, ${Math.round(width * least)}px)`,
    maxHeight: `max(100vh - 280px, ${Math.round(height * least)}px)`,
  };
}
