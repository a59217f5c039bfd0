import { certificateWords } from '../../content/locales/en/certificate.ts';
import type { Certificate } from '../../core/model/certificate.ts';
import { Breakable } from '../ui/Breakable.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './CertificateDrawer.module.css';
import { CopyPem } from './CopyPem.tsx';
import { LifeLine } from './LifeLine.tsx';
import { useMinted } from './useMinted.ts';

export interface CertificateDrawerProps {
  /** Whose it is. */
  name: string;
  certificate: Certificate;
  sayTime: (time: string) => string;
  onClose: () => void;
}

/** A certificate as it is: its life, what it says, who signed it, and itself, to copy. */
export function CertificateDrawer({ name, certificate, sayTime, onClose }: CertificateDrawerProps) {
  const { identity, notBefore, notAfter, expired, authority, root } = certificate;
  const minted = useMinted(certificate);
  return (
    <Dialog title={certificateWords.title(name)} drawer onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.state}>
          <Glyph verdict={expired ? 'denied' : 'allowed'} size={16} />
          <span>
            {expired ? certificateWords.expired(sayTime(notAfter)) : certificateWords.valid(sayTime(notAfter))}
            {missed(certificate) && ` ${certificateWords.overdue}`}
          </span>
        </p>
        <LifeLine certificate={certificate} sayTime={sayTime} />
        <section>
          <h3>{certificateWords.whatItSays}</h3>
          <dl className={styles.facts}>
            <dt>URI SAN</dt>
            <dd>
              <code translate="no">
                <Breakable text={`spiffe://${identity}`} />
              </code>
            </dd>
            <dt>{certificateWords.subject}</dt>
            <dd>{certificateWords.noSubject}</dd>
            <dt>{certificateWords.issuer}</dt>
            <dd>
              <code translate="no">O={authority}</code>
            </dd>
            <dt>{certificateWords.notBefore}</dt>
            <dd>
              <time dateTime={notBefore}>{certificateWords.notBeforeSays(sayTime(notBefore))}</time>
            </dd>
            <dt>{certificateWords.notAfter}</dt>
            <dd>
              <time dateTime={notAfter}>{sayTime(notAfter)}</time>
            </dd>
            <dt>{certificateWords.usage}</dt>
            <dd>{certificateWords.usageSays}</dd>
            <dt>{certificateWords.serial}</dt>
            <dd>
              <code translate="no">{minted?.serial ?? ''}</code>
            </dd>
          </dl>
        </section>
        <section>
          <h3>{certificateWords.chain}</h3>
          <ol className={styles.chain}>
            <li>
              <code translate="no">
                <Breakable text={`spiffe://${identity}`} />
              </code>
            </li>
            <li>
              <span>{certificateWords.signedBy}</span> <code translate="no">O={authority}</code>
              <span>
                {certificateWords.root(root === null, minted === null ? null : sayTime(minted.root.notAfter))}
              </span>
            </li>
          </ol>
        </section>
        {minted !== null && (
          <section>
            <h3>PEM</h3>
            <CopyPem what="certificate" pem={minted.pem} />
            <CopyPem what="root" pem={minted.root.pem} />
          </section>
        )}
        <p className={styles.demo}>{certificateWords.demo}</p>
      </div>
    </Dialog>
  );
}

function missed({ renews, at }: Certificate): boolean {
  return renews !== null && Date.parse(renews) < Date.parse(at);
}
