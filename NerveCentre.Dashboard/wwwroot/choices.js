// A choice that overtakes the answer to the one before loses nothing. A link says what to change of the address that its page was made for,
// which the page tells (data-asked); the address may have gone on since.

const STATUSES = ['by', 'cancelled', 'unpaid'];
const COUNTED = [...STATUSES, 'window', 'from', 'end'];
/** Other pages that count as the board does, and what of its address they take. */
const KIN = [[/^\/(country\/|reconcile$|cards\/orders\.csv$)/, COUNTED], [/^\/orders$/, STATUSES]];
const text = url => `${url.pathname}${url.search.replaceAll('%2C', ',')}${url.hash}`;
const pathOf = element => new URL(element.dataset.asked, location.origin).pathname;

/** Without what map.js remembers by itself, of which no server is told. */
function askedOf(element) {
  const url = new URL(element.dataset.asked, location.origin);
  for (const name of ['view', 'country']) url.searchParams.delete(name);
  return url.href;
}

function renewed(link, asked) {
  const made = new URL(asked, location.origin), now = new URL(location.href).searchParams;
  const names = link.pathname === made.pathname ? [...link.searchParams.keys(), ...made.searchParams.keys(), ...now.keys()] : KIN.find(([path]) => path.test(link.pathname))?.[1];
  for (const name of new Set(names)) {
    if (link.searchParams.get(name) !== made.searchParams.get(name)) continue;
    if (now.has(name)) link.searchParams.set(name, now.get(name)); else link.searchParams.delete(name);
  }
  return text(link);
}

document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('[data-asked] a[href^="/"]:not(.reset)') : null;
  const from = link?.closest('[data-asked]');
  // Somewhere else by now: the address says nothing of this page any more.
  if (!link || pathOf(from) !== location.pathname) return;
  const href = link.getAttribute('href');
  link.setAttribute('href', renewed(new URL(href, location.origin), from.dataset.asked));
  setTimeout(() => link.setAttribute('href', href)); // as Blazor knows it
}, { capture: true });

// Blazor tells a circuit nothing of what is chosen while it starts: the page then becomes live at the address of before, and has to go there again.
let page = document.querySelector('[data-asked]');
let asked = page && askedOf(page);
let isUnderWay = false;
let askedAgain = ''; // once for an address
globalThis.Blazor?.addEventListener?.('enhancednavigationstart', () => { isUnderWay = true; });
globalThis.Blazor?.addEventListener?.('enhancednavigationend', () => { isUnderWay = false; });

new MutationObserver(() => {
  const now = document.querySelector('[data-asked]');
  const isBehind = now && page && now !== page && pathOf(now) === pathOf(page) && pathOf(now) === location.pathname && (isUnderWay || askedOf(now) !== asked);
  [page, asked] = [now, now && askedOf(now)];
  if (isBehind && location.href !== askedAgain) Blazor.navigateTo(askedAgain = location.href, { replaceHistoryEntry: true });
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ['data-asked'] });

// Steps of the plan that are tried out: all that are ticked, whether or not the server has heard of each.
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.form?.id !== 'ticks' || target.form.getAttribute('action') !== location.pathname) return;
  const url = new URL(location.href);
  url.searchParams.delete('reach');
  const ticked = [...target.form.elements].filter(control => control.checked).map(control => control.value);
  if (ticked.length) url.searchParams.set('steps', ticked.join(',')); else url.searchParams.delete('steps');
  if (text(url) !== text(new URL(location.href))) Blazor.navigateTo(text(url), { replaceHistoryEntry: true });
});
