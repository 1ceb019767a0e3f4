import { Graph, layout } from '@dagrejs/dagre';
import { groupBy } from '../../../graph/lists';
import type { PictureEdge } from './picture-model';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly id: string;
  /** Of the upper left corner. */
  readonly x: number;
  readonly y: number;
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  /** Points from box to box, by the edge's id. */
  readonly lines: ReadonlyMap<string, readonly Point[]>;
}

type LayoutGraph = Graph<
  object,
  Size & Partial<Point>,
  { points?: readonly Point[]; minlen?: number; weight?: number }
>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Places boxes in three columns from left to right, so that few edges cross. The same input gives the same picture.
 *
 * @param columns the column of each box, from 0
 */
export function layOut(
  sizes: ReadonlyMap<string, Size>,
  columns: ReadonlyMap<string, number>,
  edges: readonly PictureEdge[],
): Layout {
  const graph: LayoutGraph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 14,
    edgesep: 6,
    ranksep: 110,
    marginx: 12,
    marginy: 12,
    ranker: 'longest-path',
  });
  for (const [id, size] of sizes) graph.setNode(id, { ...size });
  const column = (id: string) => columns.get(id) ?? 0;
  for (const { from, to } of edges) graph.setEdge(from, to, { minlen: column(to) - column(from) });
  keepColumns(graph, columns);
  layout(graph);
  const boxes = new Map<string, Box>();
  for (const [id, { width, height }] of sizes) {
    const { x = 0, y = 0 } = graph.node(id);
    boxes.set(id, { id, width, height, x: x - width / 2, y: y - height / 2 });
  }
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>;
  return {
    boxes,
    lines: route(boxes, edges, (edge) =>
      column(edge.to) - column(edge.from) > 1
        ? (graph.edge(edge.from, edge.to).points ?? []).slice(1, -1)
        : [],
    ),
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

/** A box without a line would stand in the last column: a line that is not drawn holds it where it belongs. */
function keepColumns(graph: LayoutGraph, columns: ReadonlyMap<string, number>): void {
  const last = Math.max(0, ...columns.values());
  const [anchor] = [...columns].find(([, column]) => column === last) ?? [];
  if (anchor === undefined) return;
  for (const [id, column] of columns) {
    if (column < last && (graph.outEdges(id) ?? []).length === 0) {
      graph.setEdge(id, anchor, { minlen: last - column, weight: 0 });
    }
  }
}

/** From the right side of one box to the left side of another; where several meet, one below the other. */
function route(
  boxes: ReadonlyMap<string, Box>,
  edges: readonly PictureEdge[],
  between: (edge: PictureEdge) => readonly Point[],
): ReadonlyMap<string, readonly Point[]> {
  const middle = (id: string) => {
    const box = boxes.get(id);
    return box ? box.y + box.height / 2 : 0;
  };
  const starts = ports(
    edges,
    boxes,
    (edge) => edge.from,
    (edge) => middle(edge.to),
  );
  const ends = ports(
    edges,
    boxes,
    (edge) => edge.to,
    (edge) => middle(edge.from),
  );
  return new Map(
    edges.map((edge) => {
      const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
      const start = { x: from ? from.x + from.width : 0, y: starts.get(edge.id) ?? 0 };
      const end = { x: to?.x ?? 0, y: ends.get(edge.id) ?? 0 };
      const stops = between(edge).filter(({ x }) => x > start.x + 60 && x < end.x - 60);
      return [edge.id, [start, ...stops, end]];
    }),
  );
}

/** The height at which each edge touches the side of its box, in the order of the other ends. */
function ports(
  edges: readonly PictureEdge[],
  boxes: ReadonlyMap<string, Box>,
  ownEnd: (edge: PictureEdge) => string,
  otherHeight: (edge: PictureEdge) => number,
): ReadonlyMap<string, number> {
  const byBox = groupBy(edges, ownEnd);
  const heights = new Map<string, number>();
  for (const [id, own] of byBox) {
    const box = boxes.get(id);
    if (!box) continue;
    const sorted = [...own].sort((a, b) => otherHeight(a) - otherHeight(b));
    for (const [index, edge] of sorted.entries()) {
      heights.set(edge.id, box.y + ((index + 1) / (sorted.length + 1)) * box.height);
    }
  }
  return heights;
}
