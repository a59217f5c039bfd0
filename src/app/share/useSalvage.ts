import { useEffect, useState } from 'react';
import { type SalvagedFile, salvageLink } from '../../core/scenario/linkSalvage.ts';
import { salvageTools } from './salvageTools.ts';

const nothing: readonly SalvagedFile[] = [];

/** What can still be read of a link that was cut. */
export function useSalvage(fragment: string): readonly SalvagedFile[] {
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    let outdated = false;
    void salvageLink(fragment, salvageTools).then((files) => {
      if (!outdated) setFound(files);
    });
    return () => {
      outdated = true;
      setFound(nothing);
    };
  }, [fragment]);
  return found;
}
