import { html } from '../html.js';
import { Chart } from './chart.js';
import { DataTable } from './data-table.js';
import { element } from './elements.js';
import { input } from './input.js';
import { markdown } from './markdown.js';
import { pictureUrl } from './pictures.js';
import { richText } from './rich-text.js';
import { table } from './table.js';
import { plan, taskCard } from './tasks.js';
import { link, plainOf, textObject, withEmoji } from './text.js';

/**
 * A list of blocks as Slack shows them; an unknown block is named as such. Keys are positions instead of block ids: an
 * app that updates a message gets new ids, but the focused button should keep the focus.
 */
export const blocks = (place, list) =>
  html`
    <div class="blocks">
      ${list.map((block, index) => html`<div class=${`block of-${block.type}`} key=${`${index} ${block.type}`}>${show(place, block)}</div>`)}
    </div>
  `;

function show(place, block) {
  const render = Object.hasOwn(RENDERERS, block.type) ? RENDERERS[block.type] : unknown;
  return render(block, place);
}

const unknown = (block) =>
  html`<div class="unknown">This page does not know the block “${block.type}”.</div>`;

const image = (block) => html`
  <figure class="picture">
    ${block.title === undefined ? null : html`<figcaption>${withEmoji(plainOf(block.title))}</figcaption>`}
    <img src=${pictureUrl(block)} alt=${block.alt_text} />
  </figure>
`;

const section = (block, place) => html`
  <div class="section-row">
    <div class="section-text">
      ${textObject(block.text)}
      ${
        block.fields === undefined
          ? null
          : html`<div class="fields">${block.fields.map((field) => html`<div>${textObject(field)}</div>`)}</div>`
      }
    </div>
    ${block.accessory === undefined ? null : html`<div class="accessory">${element(place, block, block.accessory)}</div>`}
  </div>
`;

const context = (block) => html`
  <div class="row">
    ${block.elements.map((each) =>
      each.type === 'image' ? html`<img src=${pictureUrl(each)} alt=${each.alt_text} />` : textObject(each),
    )}
  </div>
`;

const actions = (block, place) => html`
  <div class="row">
    ${block.elements.map((each, index) => html`<div key=${each.action_id ?? index}>${element(place, block, each)}</div>`)}
  </div>
`;

const card = (block, place) => html`
  <div class="card">
    ${block.hero_image === undefined ? null : html`<img class="hero" src=${pictureUrl(block.hero_image)} alt=${block.hero_image.alt_text} />`}
    <div class="card-head">
      ${block.icon === undefined ? null : html`<img src=${pictureUrl(block.icon)} alt=${block.icon.alt_text} />`}
      <div>
        <div class="card-title">${textObject(block.title)}</div>
        <div class="card-subtitle">${textObject(block.subtitle)}</div>
      </div>
    </div>
    <div>${textObject(block.body)}</div>
    ${block.actions === undefined ? null : actions({ ...block, elements: block.actions }, place)}
  </div>
`;

const carousel = (block, place) => html`
  <div class="carousel" tabindex="0" role="region" aria-label="Cards">${block.elements.map((each) => card(each, place))}</div>
`;

function container(block, place) {
  const title =
    block.rich_text_title === undefined ? withEmoji(plainOf(block.title)) : richText(block.rich_text_title);
  const inner = html`${textObject(block.subtitle)} ${blocks(place, block.child_blocks)}`;
  const shape = `container width-${block.width ?? 'standard'}`;
  if (block.is_collapsible !== true) {
    return html`<div class=${shape}><div class="container-title">${title}</div>${inner}</div>`;
  }
  return html`
    <details class=${shape} open=${block.default_collapsed !== true}>
      <summary>${title}</summary>
      ${inner}
    </details>
  `;
}

const video = (block) => html`
  <figure class="picture">
    <figcaption>
      ${link(block.title_url ?? block.video_url, plainOf(block.title))}
      ${block.author_name === undefined ? null : html` <span class="quiet">${block.author_name}</span>`}
    </figcaption>
    ${textObject(block.description)}
    <img src=${block.thumbnail_url} alt=${block.alt_text} />
  </figure>
`;

const ALERTS = { info: 'ℹ', warning: '⚠', error: '✕', success: '✓' };

const alert = (block) => html`
  <div class=${`alert ${block.level ?? 'default'}`} role="note">
    ${ALERTS[block.level] === undefined ? null : html`<b role="img" aria-label=${block.level}>${ALERTS[block.level]}</b>`}
    ${textObject(block.text)}
  </div>
`;

const RENDERERS = {
  section,
  input,
  image,
  card,
  carousel,
  container,
  context,
  actions,
  context_actions: actions,
  header: (block) => html`<h3 class=${`level-${block.level ?? 1}`}>${withEmoji(plainOf(block.text))}</h3>`,
  divider: () => html`<hr />`,
  rich_text: richText,
  markdown,
  table,
  data_table: (block) => html`<${DataTable} block=${block} />`,
  data_visualization: (block) => html`<${Chart} block=${block} />`,
  alert,
  video,
  task_card: taskCard,
  plan,
};
