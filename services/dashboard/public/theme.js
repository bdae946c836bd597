// Applies the chosen theme before the first paint. Storage may be refused: then the system's theme stays.
try {
  var theme = localStorage.getItem('screener.theme.v1')
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
} catch (refused) {
  void refused
}
