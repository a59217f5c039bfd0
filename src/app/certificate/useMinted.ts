import { useEffect, useState } from 'react';
import type { Certificate } from '../../core/model/certificate.ts';
import type { MintedCertificate } from '../../core/model/mintedCertificate.ts';
import { engine } from '../engine/client.ts';

/** The certificate in bytes, as the engine makes it; null until it has. */
export function useMinted(certificate: Certificate): MintedCertificate | null {
  const [minted, setMinted] = useState<MintedCertificate | null>(null);
  useEffect(() => {
    let current = true;
    void engine.mintCertificate(certificate).then((outcome) => {
      if (current && outcome.kind === 'answer') setMinted(outcome.value);
    });
    return () => {
      current = false;
    };
  }, [certificate]);
  return minted;
}
