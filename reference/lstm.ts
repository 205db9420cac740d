import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** Wx: [4H, I]; Wh: [4H, H]; b: [4H]; blocks of H rows in the order i, f, g, o. */
export interface LstmWeights {
  readonly Wx: tf.Tensor2D
  readonly Wh: tf.Tensor2D
  readonly b: tf.Tensor1D
}

/** An LSTM with forget gate (Gers et al. 2000). Past the length of an item its states stay as they are. */
export function lstm(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  h0: tf.Tensor2D,
  c0: tf.Tensor2D,
  { Wx, Wh, b }: LstmWeights,
): { h: tf.Tensor; c: tf.Tensor } {
  const T = x.shape[1]
  const fromInputs = tf.unstack(linear(x, Wx, b), 1) //                      T times [B, 4H]
  let [h, c]: [tf.Tensor, tf.Tensor] = [h0, c0] //                           [B, H]
  const all = { h: [] as tf.Tensor[], c: [] as tf.Tensor[] }
  for (let t = 0; t < T; t++) {
    const sums = tf.add(fromInputs[t] as tf.Tensor, linear(h, Wh, null)) //  [B, 4H]
    const [i, f, g, o] = tf.split(sums, 4, 1) as Four //                     [B, H] each
    const kept = tf.mul(tf.sigmoid(f), c)
    const cell = tf.add(kept, tf.mul(tf.sigmoid(i), tf.tanh(g))) //          [B, H]
    const state = tf.mul(tf.sigmoid(o), tf.tanh(cell)) //                    [B, H]
    const live = tf.expandDims(tf.less(t, lengths), 1) //                    [B, 1]
    c = tf.where(live, cell, c)
    h = tf.where(live, state, h)
    all.h.push(h)
    all.c.push(c)
  }
  return { h: tf.stack(all.h, 1), c: tf.stack(all.c, 1) } //                 [B, T, H]
}

type Four = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
