// Saves a card as it is seen: every line of text, box and drawing of it becomes part of one SVG that needs nothing else,
// neither style sheets nor fonts nor other files. A PNG is that SVG, drawn at twice its size.

const SVG = 'http://www.w3.org/2000/svg';
const PAINT = ['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'stroke-opacity', 'opacity', 'vector-effect', 'paint-order'];
const FONT = ['font-family', 'font-size', 'font-weight', 'font-style', 'letter-spacing', 'text-anchor', 'font-variant-numeric'];
const FOOT = 46; // px below the card for the store's name and the moment of saving
const measuring = document.createElement('canvas').getContext('2d');
const files = new Map(); // address of a file of shapes -> its document

const make = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === 'number' ? Math.round(value * 100) / 100 : value);
  element.append(...children);
  return element;
};
const radius = (style, box) => Math.min(parseFloat(style.borderTopLeftRadius) || 0, box.width / 2, box.height / 2);
const isClear = colour => colour === 'transparent' || /, 0\)$/.test(colour);

/** Words of a text that share a line become one text element, as wide as the browser set it. */
function* lines(node, origin) {
  const style = getComputedStyle(node.parentElement);
  measuring.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const ascent = measuring.measureText('x').fontBoundingBoxAscent;
  const range = document.createRange();
  let line = null;
  for (const word of node.data.matchAll(/[^ \t\n\r]+/g)) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    for (const box of [range.getClientRects()[0]]) {
      if (!box?.width) continue;
      if (line && Math.abs(line.box.top - box.top) < 2 && box.left >= line.right) {
        line.words.push(word[0]);
        line.right = box.right;
      } else {
        if (line) yield text(line, style, ascent, origin);
        line = { words: [word[0]], box, right: box.right };
      }
    }
  }
  if (line) yield text(line, style, ascent, origin);
}

function text(line, style, ascent, origin) {
  const found = make('text', { x: line.box.left - origin.left, y: line.box.top - origin.top + ascent, fill: style.color, textLength: line.right - line.box.left, 'xml:space': 'preserve' });
  for (const name of FONT) if (name !== 'text-anchor') found.setAttribute(name, style.getPropertyValue(name));
  found.textContent = line.words.join(' ');
  return found;
}

/** What fills a box: a colour, or the hatching of the map whose class it shares; null for nothing. */
function groundOf(box, classed) {
  const hatching = box.backgroundImage === 'none' ? null : /#([^")]+)"?\)/.exec(classed.fill)?.[1];
  return hatching ? `url(#${hatching})` : isClear(box.backgroundColor) ? null : box.backgroundColor;
}

/** An element's own ground and borders. */
function* boxes(element, style, origin) {
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left - origin.left, box.top - origin.top];
  const ground = groundOf(style, style);
  if (ground) yield make('rect', { x, y, width: box.width, height: box.height, rx: radius(style, box), fill: ground });
  const sides = ['Top', 'Right', 'Bottom', 'Left'].map(side => ({ width: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]), colour: style[`border${side}Color`] }));
  if (sides.every(side => side.width > 0)) {
    const half = sides[0].width / 2;
    yield make('rect', { x: x + half, y: y + half, width: box.width - 2 * half, height: box.height - 2 * half, rx: radius(style, box), fill: 'none', stroke: sides[0].colour, 'stroke-width': sides[0].width });
    return;
  }
  const [top, right, bottom, left] = sides;
  const edge = (side, attributes) => side.width > 0 && !isClear(side.colour) ? [make('rect', { ...attributes, fill: side.colour })] : [];
  yield* edge(top, { x, y, width: box.width, height: top.width });
  yield* edge(right, { x: x + box.width - right.width, y, width: right.width, height: box.height });
  yield* edge(bottom, { x, y: y + box.height - bottom.width, width: box.width, height: bottom.width });
  yield* edge(left, { x, y, width: left.width, height: box.height });
}

/** The small square before a row's name, which is drawn by a style alone. */
function* mark(element, style, origin) {
  const before = getComputedStyle(element, '::before');
  const ground = groundOf(before, style);
  if (before.content === 'none' || before.display !== 'inline-block' || !ground) return;
  const box = element.getBoundingClientRect();
  const [width, height] = [parseFloat(before.width), parseFloat(before.height)];
  yield make('rect', { x: box.left - origin.left + parseFloat(style.paddingLeft), y: box.top - origin.top + (box.height - height) / 2, width, height, rx: radius(before, { width, height }), fill: ground });
}

async function shapesOf(address) {
  if (!files.has(address)) files.set(address, new DOMParser().parseFromString(await (await fetch(address)).text(), 'image/svg+xml'));
  return files.get(address);
}

/** A drawing with its looks written on it, and with what it uses of other files and of the page. */
async function drawing(svg, origin, defs) {
  const copy = svg.cloneNode(true);
  const [from, to] = [[svg, ...svg.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
  for (let i = 0; i < from.length; i++) {
    const style = getComputedStyle(from[i]);
    const target = to[i];
    if (style.display === 'none' && !target.closest('defs, pattern, symbol')) {
      target.remove();
      continue;
    }
    for (const name of [...PAINT, ...(from[i] instanceof SVGTextContentElement ? FONT : [])]) target.setAttribute(name, style.getPropertyValue(name).replace(/url\("[^"]*#/, 'url("#'));
    const pattern = /url\("?#([^")]+)"?\)/.exec(style.fill + style.stroke)?.[1];
    if (pattern && !svg.querySelector(`#${CSS.escape(pattern)}`) && !defs.querySelector(`#${CSS.escape(pattern)}`)) {
      const found = document.getElementById(pattern);
      if (found) defs.append(await drawing(found, null, defs));
    }
    if (target.localName === 'use') {
      const [file, id] = target.getAttribute('href').split('#');
      const key = `shape-${id}`;
      if (file && !defs.querySelector(`#${key}`)) {
        const shape = (await shapesOf(file)).getElementById(id)?.cloneNode(true);
        if (shape) { shape.id = key; defs.append(shape); }
      }
      if (file) target.setAttribute('href', `#${key}`);
    }
    for (const name of ['class', 'tabindex', 'role', 'style', 'data-go', 'data-at', 'data-code']) target.removeAttribute(name);
  }
  if (origin) {
    const box = svg.getBoundingClientRect();
    for (const [name, value] of Object.entries({ x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height })) copy.setAttribute(name, value);
    for (const name of [...copy.attributes].map(a => a.name).filter(n => n.startsWith('data-') || n.startsWith('aria-'))) copy.removeAttribute(name);
    if (getComputedStyle(svg).overflow !== 'visible') copy.setAttribute('overflow', 'hidden');
  }
  for (const link of copy.querySelectorAll('a')) {
    const group = document.createElementNS(SVG, 'g');
    group.append(...link.childNodes);
    link.replaceWith(group);
  }
  return copy;
}

async function paint(element, origin, defs, into) {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || element.matches('[data-unsaved], form, button, .unseen')) return;
  if (element instanceof SVGSVGElement) {
    into.append(await drawing(element, origin, defs));
    return;
  }
  let inside = into;
  inside.append(...boxes(element, style, origin), ...mark(element, style, origin));
  if (style.overflowY !== 'visible' || style.overflowX !== 'visible') {
    const box = element.getBoundingClientRect();
    const id = `clip-${defs.childElementCount}`;
    defs.append(make('clipPath', { id }, make('rect', { x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height })));
    inside = make('g', { 'clip-path': `url(#${id})` });
    into.append(inside);
  }
  // Where there is room, a style sheet shows what is folded.
  const folded = element instanceof HTMLDetailsElement && !element.open && getComputedStyle(element, '::details-content').contentVisibility !== 'visible';
  for (const child of element.childNodes) {
    if (folded && child.localName !== 'summary') continue;
    if (child.nodeType === Node.TEXT_NODE) inside.append(...lines(child, origin));
    else if (child.nodeType === Node.ELEMENT_NODE) await paint(child, origin, defs, inside);
  }
}

/** The card as one SVG document. */
async function picture(card) {
  card.dataset.saving = ''; // what is there to be pressed makes room
  try {
    return await pictureOf(card);
  } finally {
    delete card.dataset.saving;
  }
}

async function pictureOf(card) {
  const origin = card.getBoundingClientRect();
  const defs = make('defs', {});
  const height = origin.height + FOOT;
  const ground = getComputedStyle(document.body);
  const svg = make('svg', { xmlns: SVG, width: origin.width, height, viewBox: `0 0 ${origin.width} ${height}` });
  const title = make('title', {});
  title.textContent = card.querySelector('h2').textContent;
  const about = make('desc', {});
  about.textContent = location.href;
  svg.append(title, about, defs);
  svg.append(make('rect', { width: origin.width, height, fill: ground.backgroundColor }));
  await paint(card, origin, defs, svg);
  // Whose figures they are stands at the head of the page; the card says hours, a file is looked at on another day.
  const saved = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'long', timeZone: document.querySelector('[data-zone]')?.dataset.zone }).format();
  [`${document.querySelector('h1')?.textContent ?? ''} – NerveCentre`, saved].forEach((words, line) => {
    const foot = make('text', { x: 12, y: origin.height + 20 + 16 * line, fill: ground.color, 'font-family': ground.fontFamily, 'font-size': '12px' });
    foot.textContent = words;
    svg.append(foot);
  });
  return { svg: new XMLSerializer().serializeToString(svg), width: origin.width, height };
}

function download(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function bitmap({ svg, width, height }) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.ceil(2 * width), height: Math.ceil(2 * height) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

document.addEventListener('click', async event => {
  const button = event.target instanceof Element ? event.target.closest('button[data-save]') : null;
  if (!button) return;
  const card = button.closest('.card');
  const name = `nervecentre-${card.dataset.key}-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  button.closest('details')?.removeAttribute('open');
  const made = await picture(card);
  if (button.dataset.save === 'svg') download(new Blob([made.svg], { type: 'image/svg+xml' }), `${name}.svg`);
  else download(await bitmap(made), `${name}.png`);
});

document.addEventListener('click', event => {
  if (event.target instanceof Element && event.target.closest('button[data-print]')) print();
});
