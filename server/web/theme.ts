/** Mantine's theme: system fonts (nothing is fetched), contrast that passes in light and dark. */
import { createTheme } from '@mantine/core'

/** Mantine's, but for the eighth, which buttons have in the dark: its own is too light for white letters. */
const red = [
  ...(['#fff5f5', '#ffe3e3', '#ffc9c9', '#ffa8a8', '#ff8787'] as const),
  ...(['#ff6b6b', '#fa5252', '#e03131', '#e03131', '#c92a2a'] as const),
] as const

const chinese = '"PingFang SC", "Noto Sans SC", "Microsoft YaHei"'

export const theme = createTheme({
  colors: { red },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: `system-ui, -apple-system, "Segoe UI", Roboto, ${chinese}, sans-serif`,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", Menlo, Consolas, monospace',
})
