import '../vendor/chart.js';

const { Chart } = globalThis;

/** Draws a chart of any of the four kinds with Chart.js, which complies with the page's content policy. */
export function drawChart(canvas, chart) {
  const look = coloursOf(canvas);
  return chart.type === 'pie' ? new Chart(canvas, pie(chart, look)) : new Chart(canvas, axes(chart, look));
}

/** The present colours of the page. */
function coloursOf(canvas) {
  const style = getComputedStyle(canvas);
  return {
    quiet: resolved(canvas, '--quiet'),
    line: resolved(canvas, '--line'),
    paper: resolved(canvas, '--paper'),
    font: { family: style.fontFamily, size: 12 },
    series: (index) => resolved(canvas, `--series-${(index % 12) + 1}`),
  };
}

/** Resolves a colour with light-dark(), which a canvas cannot read, through an element of that colour. */
function resolved(canvas, name) {
  const probe = canvas.parentElement.appendChild(document.createElement('i'));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const COMMON = { animation: false, responsive: true, maintainAspectRatio: false };

/** Shapes of points, so that lines can be told apart without colours. */
const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'];

function pie({ segments }, look) {
  return {
    type: 'pie',
    data: {
      labels: segments.map(({ label }) => label),
      datasets: [
        {
          data: segments.map(({ value }) => value),
          backgroundColor: segments.map((_segment, index) => look.series(index)),
          borderColor: look.paper,
          borderWidth: 2,
        },
      ],
    },
    options: { ...COMMON, plugins: { legend: { display: false } } },
  };
}

function axes({ type, series, axis_config: { categories, x_label: x, y_label: y } }, look) {
  const title = (text) => ({ display: text !== undefined, text, color: look.quiet, font: look.font });
  const ticks = { color: look.quiet, font: look.font };
  const isWhole = series.every(({ data }) => data.every(({ value }) => Number.isInteger(value)));
  return {
    type: type === 'bar' ? 'bar' : 'line',
    data: {
      labels: categories,
      datasets: series.map(({ name, data }, index) => ({
        label: name,
        data: categories.map((category) => data.find(({ label }) => label === category)?.value ?? null),
        ...shape(type, look.series(index), index),
      })),
    },
    options: {
      ...COMMON,
      interaction: { mode: 'index', intersect: false },
      plugins: { legend: { display: false } },
      scales: {
        x: {
          title: title(x),
          ticks: { ...ticks, maxRotation: 30, font: { ...look.font, size: 11 } },
          grid: { display: false },
          border: { color: look.line },
        },
        y: {
          title: title(y),
          ticks: { ...ticks, maxTicksLimit: 6, ...(isWhole && { precision: 0 }) },
          beginAtZero: true,
          grid: { color: look.line },
          border: { display: false },
        },
      },
    },
  };
}

function shape(type, color, index) {
  if (type === 'bar') return { backgroundColor: color, borderRadius: 3, maxBarThickness: 42 };
  return {
    borderColor: color,
    backgroundColor: type === 'area' ? withAlpha(color, 0.22) : color,
    fill: type === 'area' ? 'origin' : false,
    borderWidth: 2,
    pointRadius: 3,
    pointStyle: POINTS[index % POINTS.length],
    tension: 0,
  };
}

const withAlpha = (color, alpha) => color.replace(/^rgb\((.+)\)$/, `rgba($1, ${alpha})`);
