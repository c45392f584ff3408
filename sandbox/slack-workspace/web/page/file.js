import { html } from './html.js';

const UNITS = ['bytes', 'kB', 'MB'];

function size(bytes) {
  const unit = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1000 ** unit;
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** A file in a message: pictures are shown, and all files can be downloaded. */
export function file({ id, name, title, filetype, size: bytes, mimetype, alt_txt: alt }) {
  const address = `/file?id=${encodeURIComponent(id)}`;
  const isPicture = /^image\/(png|jpeg|gif)$/.test(mimetype);
  return html`
    <div class="file" key=${id}>
      <span class="file-kind" aria-hidden="true">${(filetype || 'file').slice(0, 4).toUpperCase()}</span>
      <span class="file-name"><b>${title}</b><small class="quiet">${name} · ${size(bytes)}</small></span>
      <a class="button" href=${`${address}&save`} download=${name} aria-label=${`Download ${name}`}>Download</a>
      ${isPicture ? html`<img src=${address} alt=${alt ?? title} />` : null}
    </div>
  `;
}
