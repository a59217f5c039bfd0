import type { Path, Resource, SourceRef } from '../model/resource.ts';
import type { VirtualService } from './virtualService.ts';

/** Why a backend is none: requests for it are answered 500. */
export type BackendProblem = 'notFound' | 'notGranted' | 'unsupportedKind';

/** A destination as it was written. */
export interface BackendOrigin {
  readonly path: Path;
  /** It says its weight itself. */
  readonly weighted: boolean;
  readonly problem: BackendProblem | null;
}

/** Where a route was written: the resource, the place in it, and the places of its destinations. */
export interface Origin {
  readonly resource: Resource;
  readonly path: Path;
  readonly backends: readonly BackendOrigin[];
}

/** What a VirtualService keeps of the Gateway API routes that istiod makes it of. */
export interface Made {
  /** istiod's own name for it: it orders those of one age. */
  readonly name: string;
  /** Of each entry of `http`, `tls` or `tcp`. */
  readonly origins: readonly Origin[];
}

/** Where an entry of a VirtualService was written: in itself, or in the Gateway API route that it was made of. */
export function originOf({ resource, made }: VirtualService, list: 'http' | 'tls' | 'tcp', index: number): Origin {
  return made?.origins[index] ?? { resource, path: ['spec', list, index], backends: [] };
}

/** Where the weights of a route's destinations were written; one that is left to the default is where its destination is. */
export function weightAt({ resource, path, backends }: Origin): (index: number) => SourceRef {
  return (index) => {
    const backend = backends[index];
    if (!backend) return { resource: resource.id, path: [...path, 'route', index, 'weight'] };
    return { resource: resource.id, path: backend.weighted ? [...backend.path, 'weight'] : backend.path };
  };
}

/** Where the entries of a VirtualService stand, all together. */
export function routesOrigin({ resource, made }: VirtualService): Origin {
  return { resource, path: ['spec', made ? 'rules' : 'http'], backends: [] };
}
