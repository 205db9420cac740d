/** The exercises in the order of the course. */
import { exercise as adamw } from './adamw/exercise.ts'
import { exercise as additiveAttention } from './additive-attention/exercise.ts'
import { exercise as attention } from './attention/exercise.ts'
import { exercise as attentionBackward } from './attention-backward/exercise.ts'
import { exercise as batches } from './batches/exercise.ts'
import { exercise as bertMasking } from './bert-masking/exercise.ts'
import { exercise as blockwiseAttention } from './blockwise-attention/exercise.ts'
import { exercise as bottleneck } from './bottleneck/exercise.ts'
import { exercise as bytePairMerges } from './byte-pair-merges/exercise.ts'
import { exercise as characters } from './characters/exercise.ts'
import { exercise as crossEntropy } from './cross-entropy/exercise.ts'
import { exercise as crossEntropyBackward } from './cross-entropy-backward/exercise.ts'
import { exercise as decisionTransformer } from './decision-transformer/exercise.ts'
import { exercise as decoderLayer } from './decoder-layer/exercise.ts'
import { exercise as encoderDecoder } from './encoder-decoder/exercise.ts'
import { exercise as geluFeedForward } from './gelu-feed-forward/exercise.ts'
import { exercise as generation } from './generation/exercise.ts'
import { exercise as gptForward } from './gpt-forward/exercise.ts'
import { exercise as groupedQueryAttention } from './grouped-query-attention/exercise.ts'
import { exercise as gru } from './gru/exercise.ts'
import { exercise as heads } from './heads/exercise.ts'
import { exercise as kvCache } from './kv-cache/exercise.ts'
import { exercise as layerNorm } from './layer-norm/exercise.ts'
import { exercise as layerNormBackward } from './layer-norm-backward/exercise.ts'
import { exercise as learnedPositions } from './learned-positions/exercise.ts'
import { exercise as learningRate } from './learning-rate/exercise.ts'
import { exercise as linearBias } from './linear-bias/exercise.ts'
import { exercise as linear } from './linear/exercise.ts'
import { exercise as linearBackward } from './linear-backward/exercise.ts'
import { exercise as linformer } from './linformer/exercise.ts'
import { exercise as localAttention } from './local-attention/exercise.ts'
import { exercise as logMel } from './log-mel/exercise.ts'
import { exercise as lstm } from './lstm/exercise.ts'
import { exercise as luongAttention } from './luong-attention/exercise.ts'
import { exercise as maskedAttention } from './masked-attention/exercise.ts'
import { exercise as masks } from './masks/exercise.ts'
import { exercise as messagePassing } from './message-passing/exercise.ts'
import { exercise as multiHeadAttention } from './multi-head-attention/exercise.ts'
import { exercise as neuralLanguageModel } from './neural-language-model/exercise.ts'
import { exercise as nextTokenLoss } from './next-token-loss/exercise.ts'
import { exercise as reformerBuckets } from './reformer-buckets/exercise.ts'
import { exercise as relativeBias } from './relative-bias/exercise.ts'
import { exercise as residualStream } from './residual-stream/exercise.ts'
import { exercise as rnn } from './rnn/exercise.ts'
import { exercise as rotaryPositions } from './rotary-positions/exercise.ts'
import { exercise as sampling } from './sampling/exercise.ts'
import { exercise as scoreVariance } from './score-variance/exercise.ts'
import { exercise as sinusoidalPositions } from './sinusoidal-positions/exercise.ts'
import { exercise as softmax } from './softmax/exercise.ts'
import { exercise as teacherForcing } from './teacher-forcing/exercise.ts'
import { exercise as trainGpt } from './train-gpt/exercise.ts'
import { exercise as trainingStep } from './training-step/exercise.ts'
import { exercise as transformerBlock } from './transformer-block/exercise.ts'
import { exercise as vitPatches } from './vit-patches/exercise.ts'
import { exercise as writeText } from './write-text/exercise.ts'
import type { Exercise } from './exercise.ts'

export const course: readonly Exercise[] = [
  linear,
  softmax,
  crossEntropy,
  layerNorm,
  geluFeedForward,
  neuralLanguageModel,
  rnn,
  lstm,
  gru,
  teacherForcing,
  bottleneck,
  additiveAttention,
  luongAttention,
  messagePassing,
  attention,
  scoreVariance,
  masks,
  maskedAttention,
  heads,
  multiHeadAttention,
  sinusoidalPositions,
  learnedPositions,
  rotaryPositions,
  relativeBias,
  linearBias,
  residualStream,
  transformerBlock,
  gptForward,
  nextTokenLoss,
  characters,
  bytePairMerges,
  batches,
  linearBackward,
  crossEntropyBackward,
  layerNormBackward,
  attentionBackward,
  adamw,
  learningRate,
  trainingStep,
  sampling,
  generation,
  kvCache,
  decoderLayer,
  encoderDecoder,
  bertMasking,
  vitPatches,
  logMel,
  decisionTransformer,
  groupedQueryAttention,
  localAttention,
  blockwiseAttention,
  linformer,
  reformerBuckets,
  trainGpt,
  writeText,
]

/** The exercise of that slug, if the course has it. */
export function exerciseOf(slug: string): Exercise | undefined {
  return course.find((exercise) => exercise.slug === slug)
}
