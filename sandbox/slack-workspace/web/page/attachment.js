import { blocks } from './blocks/blocks.js';
import { pictureUrl } from './blocks/pictures.js';
import { link, mrkdwn } from './blocks/text.js';
import { html } from './html.js';

const COLORS = { good: '#2eb67d', warning: '#d9a300', danger: '#c01343' };

const barOf = (color) =>
  COLORS[color] ?? (/^#?[0-9a-f]{6}$/i.test(color ?? '') ? `#${color.replace('#', '')}` : undefined);

/** An attachment of a message: blocks, or the legacy fields. */
export const attachment = (each, place) => html`
  ${each.pretext === undefined ? null : mrkdwn(each.pretext)}
  <div class="attachment" style=${barOf(each.color) && { borderLeftColor: barOf(each.color) }}>
    ${each.author_name === undefined ? null : html`<div class="quiet">${each.author_name}</div>`}
    ${each.title === undefined ? null : html`<b>${each.title_link === undefined ? each.title : link(each.title_link, each.title)}</b>`}
    ${each.text === undefined ? null : html`<div>${mrkdwn(each.text)}</div>`}
    ${
      each.fields === undefined
        ? null
        : html`<div class="fields">${each.fields.map(({ title, value }) => html`<div><b>${title}</b><br />${mrkdwn(String(value ?? ''))}</div>`)}</div>`
    }
    ${each.image_url === undefined ? null : html`<img src=${pictureUrl(each)} alt="" />`}
    ${each.blocks === undefined ? null : blocks(place, each.blocks)}
    ${each.footer === undefined ? null : html`<small class="quiet">${each.footer}</small>`}
  </div>
`;
