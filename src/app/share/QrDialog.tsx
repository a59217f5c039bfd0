import { useEffect, useState } from 'react';
import { codeWords as words } from '../../content/locales/en/share.ts';
import { useStore } from '../store/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { type Code, codeOf, dense, mostCharacters } from './qrCode.ts';
import styles from './QrDialog.module.css';
import { addressOf } from './stateLink.ts';

/** The link to this step as a QR code, large enough for a wall. */
export function QrDialog({ onClose }: { onClose: () => void }) {
  const [address, setAddress] = useState<string | null>(null);
  const [code, setCode] = useState<Code | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    void addressOf(useStore.getState()).then(async (made) => {
      if (current) setAddress(made);
      const drawn = await codeOf(made).catch(() => 'failed' as const);
      if (current) setCode(drawn);
    });
    return () => {
      current = false;
    };
  }, []);
  const length = address?.length ?? 0;
  return (
    <Dialog title={words.title} full onClose={onClose}>
      <div className={styles.body} aria-busy={address === null || (code === null && length <= mostCharacters)}>
        {code !== null && code !== 'failed' && (
          <svg
            className={styles.code}
            role="img"
            aria-label={words.alt}
            viewBox={`0 0 ${code.size} ${code.size}`}
            shapeRendering="crispEdges"
            data-link={address}
          >
            <rect width={code.size} height={code.size} fill="#ffffff" />
            <path d={code.path} fill="#000000" />
          </svg>
        )}
        <p role="status">
          {length > mostCharacters
            ? words.tooLong(length, mostCharacters)
            : code === 'failed'
              ? words.failed
              : code === null
                ? words.drawing
                : words.scan}
          {length > dense && length <= mostCharacters && ` ${words.dense}`}
        </p>
      </div>
    </Dialog>
  );
}
