/** The modules that a page's head names for the browser to load in parallel. */
export const hintsIn = (page: string): string[] =>
  [...page.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)].map(([, path = '']) => path);
