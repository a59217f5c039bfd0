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
    <Dialog title={`Demo certificate of ${name}`} drawer onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.state}>
          <Glyph verdict={expired ? 'denied' : 'allowed'} size={16} />
          <span>
            {expired ? `Expired on ${sayTime(notAfter)}, before this request.` : `Valid until ${sayTime(notAfter)}.`}
            {missed(certificate) && ' Its renewal is overdue: istiod did not answer.'}
          </span>
        </p>
        <LifeLine certificate={certificate} sayTime={sayTime} />
        <section>
          <h3>What it says</h3>
          <dl className={styles.facts}>
            <dt>URI SAN</dt>
            <dd>
              <code translate="no">
                <Breakable text={`spiffe://${identity}`} />
              </code>
            </dd>
            <dt>Subject</dt>
            <dd>empty: the SAN is its only name</dd>
            <dt>Issuer</dt>
            <dd>
              <code translate="no">O={authority}</code>
            </dd>
            <dt>Not before</dt>
            <dd>
              <time dateTime={notBefore}>{sayTime(notBefore)}</time>, two minutes before it was issued
            </dd>
            <dt>Not after</dt>
            <dd>
              <time dateTime={notAfter}>{sayTime(notAfter)}</time>
            </dd>
            <dt>Usage</dt>
            <dd>digital signature, key encipherment; server and client</dd>
            <dt>Serial</dt>
            <dd>
              <code translate="no">{minted?.serial ?? ''}</code>
            </dd>
          </dl>
        </section>
        <section>
          <h3>Chain</h3>
          <ol className={styles.chain}>
            <li>
              <code translate="no">
                <Breakable text={`spiffe://${identity}`} />
              </code>
            </li>
            <li>
              <span>signed by</span> <code translate="no">O={authority}</code>
              <span>
                {root === null
                  ? "istiod's self-signed root"
                  : "another authority's root, which the mesh does not trust"}
                {minted !== null && `, until ${sayTime(minted.root.notAfter)}`}
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
        <p className={styles.demo}>
          Made in your browser, with keys on P-256 that everybody can work out. The chain verifies, and proves nothing:
          never trust it. Istio's own keys are RSA unless told otherwise, and never leave the pod.
        </p>
      </div>
    </Dialog>
  );
}

function missed({ renews, at }: Certificate): boolean {
  return renews !== null && Date.parse(renews) < Date.parse(at);
}
