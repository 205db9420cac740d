// Before anything is drawn: light or dark, so that a dark room is not lit up by a white page.
{
  const chosen = window.localStorage.getItem('mantine-color-scheme-value')
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches
  const dark = chosen === 'dark' || (chosen !== 'light' && prefersDark)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
}
