import { html } from '../html.js';
import { store } from '../store.js';
import { element } from './elements.js';
import { richText } from './rich-text.js';
import { dataVisualization, table } from './tables.js';
import { link, mrkdwn, plainOf, textObject } from './text.js';

/** A list of blocks, each as Slack would show it; one that the page does not know says so. */
export const blocks = (place, list) =>
  html`<div class="blocks">${list.map((block) => html`<div class=${`block ${block.type}`} key=${block.block_id}>${show(place, block)}</div>`)}</div>`;

function show(place, block) {
  const render = Object.hasOwn(RENDERERS, block.type) ? RENDERERS[block.type] : unknown;
  return render(block, place);
}

const unknown = (block) =>
  html`<div class="unknown">This page does not know the block “${block.type}”.</div>`;

const image = (block) => html`
  <figure>
    ${block.title === undefined ? null : html`<figcaption>${plainOf(block.title)}</figcaption>`}
    <img src=${block.image_url ?? block.slack_file?.url} alt=${block.alt_text} />
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

const input = (block, place) => {
  const error = store.fieldErrors[block.block_id];
  return html`
    <div class="field">
      <div class="label">${plainOf(block.label)}${block.optional ? html` <small>(optional)</small>` : null}</div>
      ${element(place, block, block.element, plainOf(block.label))}
      ${error === undefined ? null : html`<p class="error" role="alert">${error}</p>`}
      ${block.hint === undefined ? null : html`<p class="hint">${plainOf(block.hint)}</p>`}
    </div>
  `;
};

const card = (block, place) => html`
  <div class="card">
    ${block.hero_image === undefined ? null : image(block.hero_image)}
    <div class="card-title">${textObject(block.title)}</div>
    <div class="card-subtitle">${textObject(block.subtitle)}</div>
    <div>${textObject(block.body)}</div>
    <div class="row">${(block.actions ?? []).map((each) => element(place, block, each))}</div>
  </div>
`;

const container = (block, place) => html`
  <details class="container" open=${block.default_collapsed !== true}>
    <summary>${block.rich_text_title === undefined ? plainOf(block.title) : richText(block.rich_text_title)}</summary>
    ${textObject(block.subtitle)}
    ${blocks(place, block.child_blocks)}
  </details>
`;

const RENDERERS = {
  section,
  input,
  image,
  card,
  container,
  header: (block) => html`<h3>${plainOf(block.text)}</h3>`,
  divider: () => html`<hr />`,
  context: (block) => html`
    <div class="row">
      ${block.elements.map((each) =>
        each.type === 'image' ? html`<img src=${each.image_url} alt=${each.alt_text} />` : textObject(each),
      )}
    </div>
  `,
  actions: (block, place) =>
    html`<div class="row">${block.elements.map((each) => element(place, block, each))}</div>`,
  context_actions: (block, place) =>
    html`<div class="row">${block.elements.map((each) => element(place, block, each))}</div>`,
  rich_text: richText,
  markdown: (block) => html`<div class="markdown">${mrkdwn(block.text)}</div>`,
  table,
  data_table: table,
  data_visualization: dataVisualization,
  carousel: (block, place) =>
    html`<div class="carousel">${block.elements.map((each) => card(each, place))}</div>`,
  alert: (block) =>
    html`<div class=${`alert ${block.level ?? 'default'}`} role="note">${textObject(block.text)}</div>`,
  video: (block) => link(block.title_url ?? block.video_url, plainOf(block.title)),
};
