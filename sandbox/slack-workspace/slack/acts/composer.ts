import type { Directory } from '../directory.ts';

/**
 * Converts typed text as Slack's composer does: `&`, `<` and `>` become entities, `@name` and `#name` become links to
 * people and channels. For commands with `should_escape` the links carry the name.
 */
export function linkNames(text: string, directory: Directory, links: 'bare' | 'labelled'): string {
  const people = [...directory.people.values()];
  const channels = [...directory.channels.values()].filter(({ kind }) => kind === 'channel');
  const link = (sigil: '@' | '#', id: string, name: string): string =>
    links === 'bare' ? `<${sigil}${id}>` : `<${sigil}${id}|${name}>`;
  return escapeText(text)
    .replaceAll(/@([\w.-]+)/g, (typed, name: string) => {
      if (['channel', 'here', 'everyone'].includes(name)) return `<!${name}>`;
      const person = people.find((each) => each.name === name);
      return person === undefined ? typed : link('@', person.id, person.name);
    })
    .replaceAll(/#([\w-]+)/g, (typed, name: string) => {
      const channel = channels.find((each) => each.name === name);
      return channel === undefined ? typed : link('#', channel.id, channel.name);
    });
}

/** Escapes the three characters that Slack writes as entities. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
