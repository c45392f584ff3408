/**
 * Slack's escapes in the text of commands and messages (Slack's page on formatting): people `<@U1|ada>`, channels
 * `<#C1|ops>`, groups and broadcasts `<!subteam^S1|@leads>` and `<!here>`, dates `<!date^1^{time}|18:00>`, links
 * `<https://a.example|a>`, `<mailto:a@b.example|a@b.example>` and `<tel:+34600|600>`, and three entities. Other text in
 * angle brackets was typed.
 */
const ESCAPES =
  /<([@#!])([A-Za-z][^<>|]{0,500})(?:\|([^<>]{0,1000}))?>|<([A-Za-z][A-Za-z\d+.-]{1,20}:[^<>|\s]{1,3000})(?:\|([^<>]{0,3000}))?>|&(?:amp|lt|gt);/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Decodes the text of a command or message: names replace ids, the label of a link replaces its address. The result
 * does not depend on `should_escape`. Decoding takes one pass, so that a typed entity stays as typed.
 */
export function unescapeCommandText(sent: string | undefined): string {
  return decode(sent ?? '', 'named');
}

/** Like {@link unescapeCommandText}, but keeps channel links, for parsers that need channel ids. */
export function unescapeKeepingChannels(sent: string | undefined): string {
  return decode(sent ?? '', 'kept');
}

function decode(sent: string, channels: 'named' | 'kept'): string {
  return sent.replace(
    ESCAPES,
    (whole: string, sign?: string, id = '', label?: string, address?: string, words?: string) => {
      if (address !== undefined) return linkText(entitiesIn(address), entitiesIn(words ?? ''));
      if (sign === undefined) return ENTITIES[whole] ?? whole;
      if (sign === '#' && channels === 'kept') return whole;
      return mentionText(sign, id, entitiesIn(label ?? ''));
    },
  );
}

function linkText(address: string, words: string): string {
  return words === '' ? address.replace(/^(?:mailto|tel):/i, '') : words;
}

function mentionText(sign: string, id: string, label: string): string {
  // The label of a date is its full text.
  if (sign === '!' && id.startsWith('date^')) return label;
  const name = label === '' ? (id.split('^').at(-1) ?? '') : label.replace(/^[@#]/, '');
  return `${sign === '#' ? '#' : '@'}${name}`;
}

function entitiesIn(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
