import type { Expression } from './expression';

/** What a body is made of. */
export type Node = AttributeNode | BlockNode;

export interface AttributeNode {
  readonly kind: 'attribute';
  readonly name: string;
  readonly value: Expression;
}

export interface BlockNode {
  readonly kind: 'block';
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: readonly Node[];
}
