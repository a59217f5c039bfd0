import { aboutWords, handshakeWords, sideWords } from '../../content/locales/en/handshake.ts';
import type { Certificate } from '../../core/model/certificate.ts';
import type { Check, StepDetail } from '../../core/model/trace.ts';
import { Breakable } from '../ui/Breakable.tsx';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './Aside.module.css';
import { type Side, sidesOf } from './sides.ts';

export interface HandshakeSidesProps {
  checks: readonly Check[];
  step: Extract<StepDetail, { kind: 'handshake' }>;
  sayTime: (time: string) => string;
  /** Opens a certificate; `of` is the account that it names. */
  onCertificate: (certificate: Certificate, of: string) => void;
}

/** Mutual TLS as two columns: what each side presents, and what the other verifies of it. */
export function HandshakeSides({ checks, step, sayTime, onCertificate }: HandshakeSidesProps) {
  const at = step.shown?.server?.at ?? step.shown?.client?.at;
  return (
    <section className={styles.sides} aria-label={handshakeWords.title}>
      {at !== undefined && (
        <p className={styles.at}>
          <time dateTime={at}>{handshakeWords.at(sayTime(at))}</time>
        </p>
      )}
      {sidesOf(checks, step).map((side) => (
        <SideColumn
          key={side.who}
          side={side}
          sayTime={sayTime}
          onCertificate={onCertificate}
          ended={side.who === 'client' && step.refusedBy === 'client'}
        />
      ))}
    </section>
  );
}

interface SideColumnProps extends Pick<HandshakeSidesProps, 'sayTime' | 'onCertificate'> {
  side: Side;
  ended: boolean;
}

function SideColumn({ side, ended, sayTime, onCertificate }: SideColumnProps) {
  const { certificate } = side;
  const { presents, verifies, unchecked } = sideWords[side.who];
  return (
    <div>
      <h3>{presents}</h3>
      <p className={styles.identity}>
        {side.presents === null ? (
          handshakeWords.noCertificate
        ) : (
          <code translate="no">
            <Breakable text={side.presents} />
          </code>
        )}
      </p>
      {certificate !== null && (
        <Button
          look="line"
          small
          className={styles.open ?? ''}
          aria-haspopup="dialog"
          onClick={() => onCertificate(certificate, accountIn(certificate))}
        >
          {handshakeWords.certificate}
        </Button>
      )}
      <h3>{verifies}</h3>
      {side.checked.length === 0 ? (
        <p>{ended ? handshakeWords.ended : unchecked}</p>
      ) : (
        <ul>
          {side.checked.map(({ about, good, accepts }) => (
            <li key={about}>
              <Glyph
                verdict={good ? 'allowed' : 'denied'}
                size={14}
                title={good ? handshakeWords.met : handshakeWords.notMet}
              />
              <span>
                {side.presents === null ? handshakeWords.thereIsOne : aboutWords[about][side.who]}
                {about === 'validity' && certificate !== null && ` ${sayTime(certificate.notAfter)}`}
                {(about === 'validity' ? [] : accepts).map((value) => (
                  <code key={value} translate="no">
                    <Breakable text={value} />
                  </code>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** `reviews` of `cluster.local/ns/shop/sa/reviews`. */
function accountIn({ identity }: Certificate): string {
  return identity.slice(identity.lastIndexOf('/') + 1);
}
