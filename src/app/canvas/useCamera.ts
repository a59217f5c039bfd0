import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { LookAt } from '../store/state.ts';
import type { Layout } from './layout/layout.ts';
import type { Point, Rect } from './layout/rect.ts';
import { bottom, centerX, centerY, inflate, intersects, right } from './layout/rect.ts';

export interface Camera {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: () => void;
  /** Moves only if the rectangle is not in view. */
  readonly reveal: (rect: Rect, instant: boolean) => void;
  /** Moves to the rectangle and what is around it. */
  readonly frame: (rect: Rect, instant: boolean, margin?: number) => void;
}

const move = 240;
export const zooms = { least: 0.02, most: 2.5 } as const;

/** Between which zooms a view is fitted. */
export interface Zooms {
  readonly least: number;
  readonly most: number;
}
export const paneZooms: Zooms = { least: zooms.least, most: 1.15 };
/** The drawing's smallest text, 12 pixels, is 18 on the wall. */
export const wallZooms: Zooms = { least: 1.5, most: 2.2 };
/** A phone that shows the wall is held in a hand. */
export const handZooms: Zooms = { least: 0.6, most: 2.2 };

/** What lies over the lower left corner of the pane. */
export interface Tools {
  readonly x: number;
  readonly width: number;
  readonly fromBottom: number;
}

/** The zoom bar and the hint beside it; nothing should start out under them. */
export const paneTools: Tools = { x: 8, width: 320, fromBottom: 56 };
/** The zoom bar for fingers, and below it the edge of the sheet. */
export const handTools: Tools = { x: 8, width: 190, fromBottom: 78 };

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

function viewOf(rect: Rect, width: number, height: number, { least, most }: Zooms): View {
  const zoom = Math.max(least, Math.min(most, width / rect.width, height / rect.height));
  // A mesh that leaves room stands near the top, where reading begins.
  const spare = Math.max(0, height - rect.height * zoom) / 3;
  return { zoom, x: width / 2 - centerX(rect) * zoom, y: spare - rect.y * zoom };
}

function underTools({ x, y, zoom }: View, boxes: readonly Rect[], height: number, tools: Tools): boolean {
  const spot = {
    x: (tools.x - x) / zoom,
    y: (height - tools.fromBottom - y) / zoom,
    width: tools.width / zoom,
    height: tools.fromBottom / zoom,
  };
  return boxes.some((box) => intersects(box, spot));
}

export interface CameraOptions {
  /** What is framed when the mesh appears, and as long as nobody has moved the view. */
  readonly home: Rect;
  /** What "fit" shows. */
  readonly whole: Rect;
  readonly boxes: readonly Rect[];
  /** Which mesh it is: another one is framed anew. */
  readonly mesh: string;
  readonly still: boolean;
  readonly within: Zooms;
  /** Null: there are none. */
  readonly tools: Tools | null;
}

/** Frames the mesh when it appears, is another one, or the pane changes before anybody has moved the view. */
export function useCamera({ home, whole, boxes, mesh, still, within, tools }: CameraOptions): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const fitted = useRef<(View & { mesh: string }) | null>(null);

  const fitTo = useCallback(
    (rect: Rect, duration: number) => {
      if (width === 0 || height === 0) return;
      const full = viewOf(rect, width, height, within);
      const under = tools !== null && underTools(full, boxes, height, tools);
      const view = under ? viewOf(rect, width, height - tools.fromBottom, within) : full;
      fitted.current = { mesh, ...view };
      void flow.setViewport(view, { duration });
    },
    [flow, width, height, mesh, boxes, within, tools],
  );

  useEffect(() => {
    const [x, y, zoom] = store.getState().transform;
    const was = fitted.current;
    const untouched =
      was === null || (Math.abs(was.x - x) < 1 && Math.abs(was.y - y) < 1 && Math.abs(was.zoom - zoom) < 0.001);
    if (was === null || was.mesh !== mesh || untouched) fitTo(home, 0);
  }, [home, mesh, fitTo, store]);

  return {
    zoomIn: () => void flow.zoomIn({ duration: still ? 0 : move }),
    zoomOut: () => void flow.zoomOut({ duration: still ? 0 : move }),
    fit: () => fitTo(whole, still ? 0 : move),
    frame: (rect, instant, margin = 60) => {
      if (width === 0 || height === 0) return;
      void flow.setViewport(viewOf(inflate(rect, margin), width, height, paneZooms), { duration: instant ? 0 : move });
    },
    reveal: (rect, instant) => {
      const [x, y, zoom] = store.getState().transform;
      const { width: w, height: h } = store.getState();
      const [a, b]: [Point, Point] = [
        { x: rect.x * zoom + x, y: rect.y * zoom + y },
        { x: right(rect) * zoom + x, y: bottom(rect) * zoom + y },
      ];
      if (w === 0 || (a.x >= 0 && a.y >= 0 && b.x <= w && b.y <= h)) return;
      const fits = Math.min(zoom, (w - 40) / rect.width, (h - 40) / rect.height);
      void flow.setCenter(centerX(rect), centerY(rect), { zoom: fits, duration: instant ? 0 : move });
    },
  };
}

/** Brings the played stretch into view when it becomes another one; what a person does to the view is left alone. */
export function useFollow(camera: Camera, rect: Rect | null, stretch: string, still: boolean): void {
  const followed = useRef('');
  useEffect(() => {
    if (rect === null || followed.current === stretch) return;
    followed.current = stretch;
    camera.reveal(rect, still);
  }, [camera, rect, stretch, still]);
}

/** Brings what somebody asked for into view, as large as it can be read. */
export function useLookAt(camera: Camera, wish: LookAt | null, layout: Layout, still: boolean): void {
  const seen = useRef(wish);
  useEffect(() => {
    if (wish === null || seen.current === wish) return;
    seen.current = wish;
    if (wish.kind === 'all') camera.fit();
    const rect =
      wish.kind === 'node'
        ? layout.boxes.get(wish.id)
        : wish.kind === 'namespace'
          ? layout.plots.find(({ namespace }) => namespace === wish.name)
          : undefined;
    if (rect !== undefined) camera.frame(rect, still);
  }, [camera, wish, layout, still]);
}

/** Where only the hop is framed, the whole mesh is needed for a moment: the other end of a request is somewhere in it. */
export function useWholeWhile(on: boolean, camera: Camera, bounds: Rect, still: boolean): void {
  const was = useRef(false);
  useEffect(() => {
    if (on && !was.current) camera.frame(bounds, still, 0);
    was.current = on;
  }, [on, camera, bounds, still]);
}
