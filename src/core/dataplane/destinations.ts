import type { SourceRef } from '../model/resource.ts';
import { isNonEmpty } from '../model/nonEmpty.ts';
import { type Draw, drawnWay, heaviest, recordDraw, type Way } from './draw.ts';
import type { Journey } from './journey.ts';

/** What a destination of a VirtualService names. */
export interface RouteTarget {
  readonly host: string;
  readonly subset?: string | undefined;
  readonly port?: { readonly number?: number | undefined } | undefined;
}

interface Weighted {
  readonly destination: RouteTarget;
  readonly weight?: number | undefined;
}

/** Where the weight of a destination is written. */
type WeightAt = (index: number) => SourceRef;

type DestinationWay<D> = Way & { readonly to: D };

/** The destination that this request goes to: the only one, or the one that is drawn. `at` tells where each is written. */
export function destinationOf<D extends Weighted>(journey: Journey, list: readonly D[], at: WeightAt): D | null {
  const draw = drawOf(list, at);
  if (draw === null) return list.length === 1 ? (list[0] ?? null) : (positive(list)[0] ?? null);
  return drawnWay(journey, draw, heaviest(draw.ways) ?? draw.ways[0]).to;
}

/** The same; several of them are told as a draw. */
export function drawDestination<D extends Weighted>(journey: Journey, list: readonly D[], at: WeightAt): D | null {
  const draw = drawOf(list, at);
  if (draw === null) return destinationOf(journey, list, at);
  const way = drawnWay(journey, draw, heaviest(draw.ways) ?? draw.ways[0]);
  recordDraw(journey, draw, way);
  return way.to;
}

/** Null: there is nothing to draw. */
function drawOf<D extends Weighted>(list: readonly D[], at: WeightAt): Draw<DestinationWay<D>> | null {
  if (positive(list).length < 2) return null;
  const seen = new Map<string, number>();
  const ways = list.flatMap((to, index): DestinationWay<D>[] => {
    const weight = to.weight ?? 0;
    if (weight <= 0) return [];
    const name = nameOf(to.destination);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [{ name: times === 1 ? name : `${name}#${times}`, weight, source: at(index), to }];
  });
  return isNonEmpty(ways) ? { of: 'destination', what: '', ways } : null;
}

/** "Weight 0 gets nothing"; a lone destination needs no weight. */
function positive<D extends Weighted>(list: readonly D[]): readonly D[] {
  return list.length === 1 ? list : list.filter(({ weight }) => (weight ?? 0) > 0);
}

/** `reviews/v2:9080`, as far as it is written. */
function nameOf({ host, subset, port }: RouteTarget): string {
  if (host === '') return 'UnknownService';
  return `${host}${subset ? `/${subset}` : ''}${port?.number ? `:${port.number}` : ''}`;
}
