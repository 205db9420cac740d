/**
 * The references against another library: the numbers below were computed in doubles by Keras 3.15
 * (MultiHeadAttention, LayerNormalization, Dense and the exact gelu, put together as in the paper).
 */
import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { gptForward } from '../../reference/gpt-forward.ts'
import { multiHeadAttention } from '../../reference/multi-head-attention.ts'
import { sinusoidalPositions } from '../../reference/sinusoidal-positions.ts'
import { transformerBlock } from '../../reference/transformer-block.ts'

const [dModel, dFF, nHeads, B, T] = [6, 8, 2, 2, 3]

/** Weights that any language can write down: a sine with a phase. */
function wave(length: number, phase: number, height: number, lift = 0): Float32Array {
  return Float32Array.from(
    { length },
    (_, at) => lift + Math.fround(height * Math.sin(0.7 * at * (1 + 0.1 * phase) + phase)),
  )
}

const vector = (size: number, phase: number, height = 0.6, lift = 0) =>
  tf.tensor1d(wave(size, phase, height, lift))
const matrix = (rows: number, columns: number, phase: number, height = 0.6) =>
  tf.tensor2d(wave(rows * columns, phase, height), [rows, columns])

const attentionWeights = (phase: number) => ({
  wq: matrix(dModel, dModel, phase),
  bq: vector(dModel, phase + 1),
  wk: matrix(dModel, dModel, phase + 2),
  bk: vector(dModel, phase + 3),
  wv: matrix(dModel, dModel, phase + 4),
  bv: vector(dModel, phase + 5),
  wo: matrix(dModel, dModel, phase + 6),
  bo: vector(dModel, phase + 7),
})
const norm = (phase: number) => ({
  gamma: vector(dModel, phase, 0.3, 1),
  beta: vector(dModel, phase + 1, 0.3),
})
const block = (phase: number) => ({
  ln1: norm(phase),
  ln2: norm(phase + 2),
  attention: attentionWeights(phase + 4),
  ffn: {
    w1: matrix(dFF, dModel, phase + 12),
    b1: vector(dFF, phase + 13),
    w2: matrix(dModel, dFF, phase + 14),
    b2: vector(dModel, phase + 15),
  },
})
const x = () => tf.tensor3d(wave(B * T * dModel, 0.5, 1), [B, T, dModel])
const causal = () => tf.cast<tf.Tensor2D>(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), 'bool')

function expectValues(output: tf.Tensor, wanted: readonly number[], places = 4): void {
  const values = Array.from(output.dataSync().slice(0, wanted.length))
  values.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, places))
}

test('multi-head attention gives the numbers of Keras', () => {
  expectValues(
    multiHeadAttention(x(), attentionWeights(1), nHeads, causal()),
    [
      0.983765, -0.193193, -1.305493, -1.144247, 0.103328, 1.088535, 0.844072, -0.238331, -1.224916,
      -0.993578, 0.220081, 1.090778, 1.95997, -0.360953, -2.501412, -2.542778, -0.532404, 1.654451,
    ],
  )
})

test('the Transformer block gives the numbers of Keras', () => {
  expectValues(
    transformerBlock(x(), block(1), nHeads, causal()),
    [
      2.897538, -0.992995, 1.320656, 1.892737, -3.194164, 2.133498, -0.349239, -1.315448, -0.108016,
      0.785445, 1.105628, 1.431469, 1.302468, -4.174902, 2.17963, -3.360313, 1.444679, 1.046809,
      4.273864, -2.887369, 2.792786, -0.314397, -2.873065, 2.535656, 0.384414, -0.871717, 0.705622,
    ],
  )
})

test('the GPT forward pass gives the numbers of Keras', () => {
  const weights = {
    wte: matrix(5, dModel, 20, 1),
    wpe: matrix(4, dModel, 21, 1),
    blocks: [block(1), block(30)],
    lnF: norm(50),
  }
  const ids = tf.tensor2d([3, 0, 4, 1, 1, 2], [B, T], 'int32')
  expectValues(
    gptForward(ids, weights, nHeads),
    [
      0.411087, 0.544135, 0.676569, 0.808237, 0.938992, 0.10099, 0.236586, 0.371914, 0.506822,
      0.641156, -0.219138, -0.080205, 0.058819, 0.197777, 0.33651, 0.465585, 0.597327, 0.728394,
      0.858637, 0.987909, 0.102773, 0.238721, 0.374399, 0.509654, 0.644332, -0.17853, -0.040858,
    ],
  )
})

test('position 5000 keeps the digits that a float32 angle loses', () => {
  const last = tf.slice(sinusoidalPositions(5001, 8), [5000, 0], [1, 8])
  const wanted = [
    -0.9879664, 0.1546684, -0.4677718, -0.8838493, -0.2623749, 0.964966, -0.9589243, 0.2836622,
  ]
  expectValues(last, wanted, 6)
})
