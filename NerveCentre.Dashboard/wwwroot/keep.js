// Blazor replaces the whole page when it becomes live, and a piece of a card when its figures change. Whoever had the focus inside of it
// keeps it; what somebody opened, typed, ticked or scrolled stays so. A page of the history, and one whose server started anew, comes back as it was left.

const shown = () => `${location.pathname} ${new URLSearchParams(location.search).get('store')}`;
const isTick = control => control.type === 'checkbox' || control.type === 'radio';

/** What may be typed or ticked and kept: nothing secret, and nothing that the page itself wrote. */
const isControl = element => element instanceof Element && element.matches('textarea, select, input:not([type=password], [type=hidden], [type=file], [type=submit])');

const controls = () => [...document.querySelectorAll('main :is(input, select, textarea)')].filter(isControl);

const nameOf = element => isControl(element)
  ? [element.form?.id || element.form?.getAttribute('action'), element.type, element.name || element.id, isTick(element) ? element.value : ''].join(' ')
  : element.getAttribute('href')?.split('?')[0];

/** The way down to an element: each parent, the place below it, and what stands there. */
function wayTo(element) {
  const way = [];
  for (let at = element; at.parentElement; at = at.parentElement) way.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at), name: at.localName });
  return { element, page: shown(), called: nameOf(element), way };
}

/** What stands there now, if it is the same thing. */
function again({ element, page, called, way }) {
  const from = page === shown() ? way.findIndex(step => step.parent.isConnected) : -1;
  let at = way[from]?.parent;
  for (let i = from; i >= 0 && at; i--) {
    at = at.children[way[i].index];
    if (at?.localName !== way[i].name) at = null;
  }
  return at && nameOf(at) === called ? at : page === shown() && isControl(element) ? alone(called) : null;
}

/** A control that is no longer where it was: what a form passes on stands before it, and comes and goes. */
function alone(called) {
  const found = controls().filter(control => nameOf(control) === called);
  return found.length === 1 ? found[0] : null;
}

// ---- The focus.

let focused = null;

document.addEventListener('focusin', event => { focused = wayTo(event.target); });
// An element that is being taken away loses the focus while it still stands there; only afterwards is it known why. A window that is left keeps it.
document.addEventListener('focusout', ({ target }) => queueMicrotask(() => {
  if (focused?.element === target && target.isConnected && document.activeElement !== target) focused = null;
}));
// Whoever goes on elsewhere does not want to be brought back.
for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, () => { if (focused && !focused.element.isConnected) focused = null; }, { capture: true });

function refocus() {
  const next = again(focused);
  // Blazor puts the focus on a heading after a navigation: a heading takes it only when told to.
  if (next && focused.element.hasAttribute('tabindex') && !next.hasAttribute('tabindex')) next.tabIndex = focused.element.tabIndex;
  next?.focus({ preventScroll: true });
}

// ---- What somebody did to an element is done again to the one that takes its place.

let done = []; // bound: elements on the page that somebody used

function note(element, redo) {
  let one = done.find(known => known.element === element);
  if (!one) done.push(one = { ...wayTo(element), redo });
  return one;
}

const unfold = (next, { element }) => { next.open = element.open; }; // as it stood when it was taken away
const rescroll = (next, { at }) => next.scrollTo(...at);

const valueOf = control => isTick(control) ? control.checked : control.value;
const ofItself = control => isTick(control) ? control.defaultChecked : control instanceof HTMLSelectElement ? ([...control.options].find(o => o.defaultSelected) ?? control.options[0])?.value : control.defaultValue;

function retype(next, { element }) {
  // Not over what the server says now: it may be the answer.
  if (ofItself(element) === valueOf(next)) put(next, valueOf(element));
}

function put(control, value) {
  if (valueOf(control) === value) return;
  if (isTick(control)) control.checked = value; else control.value = value;
  // The choices beside the map are in the address already.
  if (!control.closest('.map-card')) control.dispatchEvent(new Event('change', { bubbles: true }));
}

const remember = control => Object.assign(note(control, retype), { value: valueOf(control), before: ofItself(control) });
const typedOnes = () => done.filter(one => one.redo === retype && one.element.isConnected);

/** A navigation keeps elements, but what they hold becomes the new page's, and a control may have become another one. */
function retypeStaying() {
  const typed = typedOnes();
  done = done.filter(one => !typed.includes(one));
  for (const { element, called, value, before } of typed) {
    const next = nameOf(element) === called ? element : alone(called);
    if (!next || ofItself(next) !== before) continue; // the new page says something else of it
    if (isTick(next)) next.checked = value; else next.value = value;
    remember(next);
  }
}

document.addEventListener('click', ({ target }) => {
  const details = target instanceof Element ? target.closest('summary')?.parentElement : null;
  if (details instanceof HTMLDetailsElement) note(details, unfold);
}, { capture: true });
document.addEventListener('input', ({ target }) => { if (isControl(target)) remember(target); }, { capture: true });
// What was sent is the page's now, which may well empty the field.
document.addEventListener('submit', ({ target }) => { if (target.dataset.enhanceNav !== 'false') done = done.filter(one => one.element.form !== target); }, { capture: true });
document.addEventListener('scroll', ({ target }) => {
  if (target instanceof Element && target.isConnected) note(target, rescroll).at = [target.scrollLeft, target.scrollTop];
}, { capture: true, passive: true });

function redo() {
  done = done.map(one => {
    if (one.element.isConnected) return one;
    const next = again(one);
    if (next) one.redo(next, one);
    return next && { ...one, ...wayTo(next) };
  }).filter(Boolean);
}

// ---- Where a page was left. Blazor changes pages without the browser's knowing, and leaves the view where it was.

const entry = () => globalThis.navigation?.currentEntry?.key ?? ''; // not the state of the history, which Blazor overwrites
const places = new Map(); // bound: the history of one window
const boxes = () => [...document.querySelectorAll('main .scroll')];
const folds = () => [...document.querySelectorAll('main details')];
const place = () => ({ page: [scrollX, scrollY], boxes: boxes().map(box => [box.scrollLeft, box.scrollTop]), open: folds().map(fold => fold.open) });

let here = entry(), path = location.pathname, isBack = false, wanted = null;

/** Folds first, then scrolls: as far as it goes now, the rest when the page has become live. */
function goTo(left) {
  const found = folds();
  if (found.length === left.open.length) found.forEach((fold, i) => { if (fold.open !== left.open[i]) { fold.open = left.open[i]; note(fold, unfold); } });
  wanted = { ...left, until: performance.now() + 10_000 };
  reach();
}

function reach() {
  const found = boxes();
  const isAt = (target, to) => { target.scrollTo({ left: to[0], top: to[1], behavior: 'instant' }); return Math.abs((target.scrollTop ?? scrollY) - to[1]) < 2; };
  const reached = [...wanted.boxes.map((to, i) => !found[i] || isAt(found[i], to)), isAt(window, wanted.page)].every(Boolean);
  if (reached || performance.now() > wanted.until) wanted = null;
}

for (const type of ['pointerdown', 'keydown', 'wheel', 'touchmove']) document.addEventListener(type, () => { wanted = null; }, { capture: true, passive: true });

globalThis.Blazor?.addEventListener?.('enhancednavigationstart', () => {
  if (entry() !== here) places.set(here, place());
  for (const { element, called } of typedOnes()) if (nameOf(element) === called) remember(element);
  [isBack, wanted] = [false, null];
});
addEventListener('popstate', () => { isBack = true; }); // after Blazor, which has begun the navigation by then
globalThis.Blazor?.addEventListener?.('enhancedload', () => {
  if (location.pathname === path) retypeStaying();
  const left = isBack ? places.get(entry()) : null;
  if (left) goTo(left);
  else if (!isBack && location.pathname !== path && !location.hash) scrollTo({ left: 0, top: 0, behavior: 'instant' });
  [here, path, isBack] = [entry(), location.pathname, false];
});

// ---- Who holds a page still finds the next ones still as well, as they are then, until it is let go.

let paused = false;
const held = new WeakSet();

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('.pause button') : null;
  if (!button) return;
  held.add(button);
  paused = button.getAttribute('aria-pressed') === 'false';
}, { capture: true });

function hold() {
  const button = document.querySelector('.pause button[aria-pressed=false]');
  if (button && !held.has(button)) button.click();
}

// ---- A server that started anew knows nothing of the page, which is loaded again: once, and only places that say so.

document.addEventListener('restarting', () => {
  if (!document.querySelector('[data-keep]')) return;
  const typed = typedOnes().filter(one => one.element.closest('[data-keep]')).map(one => [one.called, valueOf(one.element)]);
  sessionStorage.setItem('kept', JSON.stringify({ href: location.href, paused, typed, ...place() }));
});

const kept = JSON.parse(sessionStorage.getItem('kept') ?? '{}');
sessionStorage.removeItem('kept');
if (kept.href !== location.href) sessionStorage.removeItem('ticked'); // of listings.js; whoever had to sign in first may be somebody else
if (kept.href === location.href) {
  for (const [called, value] of kept.typed) {
    const control = controls().find(one => one.closest('[data-keep]') && nameOf(one) === called);
    if (control) put(control, value);
  }
  goTo(kept);
  paused = kept.paused;
}

// What was done before this was here.
for (const control of controls()) if (valueOf(control) !== ofItself(control)) remember(control);
for (const box of boxes()) if (box.scrollLeft || box.scrollTop) note(box, rescroll).at = [box.scrollLeft, box.scrollTop];

new MutationObserver(() => {
  if (done.some(one => !one.element.isConnected)) redo();
  if (focused && !focused.element.isConnected && document.activeElement === document.body) refocus();
  if (wanted) reach();
  if (paused) hold();
}).observe(document.documentElement, { childList: true, subtree: true });
