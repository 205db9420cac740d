/** Mantine's theme: system fonts (nothing is fetched), contrast that passes in light and dark. */
import { createTheme } from '@mantine/core'

const chinese = '"PingFang SC", "Noto Sans SC", "Microsoft YaHei"'

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: `system-ui, -apple-system, "Segoe UI", Roboto, ${chinese}, sans-serif`,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", Menlo, Consolas, monospace',
})
