const SCRIPTS = /<script type="module" src="([^"]+)"/g;
/** Matches a module's name after `from`, or after `import` alone, at the beginning of a statement. */
const IMPORTS = /^(?:import|export)\s(?:[^'";]*\sfrom\s)?'(\.[^']+)';/gm;

/**
 * Adds a hint for every module that the page's scripts need to the head of the page. Without hints, a browser finds the
 * modules level by level, with a round of requests for each. `read` returns a module's text; `undefined` if there is no
 * such file.
 */
export async function withModuleHints(
  page: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const known = new Set<string>();

  async function follow(path: string): Promise<void> {
    if (known.has(path)) return;
    known.add(path);
    const names = namesIn((await read(path)) ?? '', IMPORTS);
    await Promise.all(names.map((name) => follow(new URL(name, `http://page${path}`).pathname)));
  }

  for (const script of namesIn(page, SCRIPTS)) await follow(script);
  const hints = [...known].map((path) => `<link rel="modulepreload" href="${path}" />`);
  return page.replace('</head>', `${hints.join('')}</head>`);
}

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);
