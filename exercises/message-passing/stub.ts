/**
 * One round of attention as message passing on a directed graph. Node i hears from the senders j of
 * its edges j → i, all nodes at once:
 *
 *     x_i  becomes  x_i + Σ_j w_ij v_j      w_ij = softmax over these j of (q_i · k_j / √dHead)
 *
 * @param nodes  the vectors of the nodes, [N, D]
 * @param edges  [E, 2]: [from, to] for each edge; an edge that is there twice counts twice
 * @param wq     [dHead, D]: q = wq x
 * @param wk     [dHead, D]: k = wk x
 * @param wv     [D, D]: v = wv x
 * @returns      the new vectors, [N, D]; a node without incoming edges keeps its own
 */
export function messagePassing(
  nodes: number[][],
  edges: number[][],
  wq: number[][],
  wk: number[][],
  wv: number[][],
): number[][] {
  throw new Error('not implemented')
}
