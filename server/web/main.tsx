/** The page's entry: what every part of it needs, then the app. */
import { nonce } from './nonce.ts'
import './styles.ts'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startLanguage } from './language.ts'
import { createQueries } from './queries.ts'
import { theme } from './theme.ts'

await startLanguage()
const root = document.querySelector('#root')
if (!root) throw new Error('the document has no #root')
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={createQueries()}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
