/** Made by server/tensorflow-types.ts while the page is built. */
declare module 'virtual:tensorflow-types' {
  /** Declaration files of @tensorflow/tfjs-core, by their paths inside the package. */
  const files: Readonly<Record<string, string>>
  export default files
}
