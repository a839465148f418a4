// Blazor's script shows the reconnect dialog by classes; this is what it leaves out.

const dialog = document.getElementById('components-reconnect-modal');

// When the session has ended, so has this page: the figures are not for whoever comes next. Without an answer nothing is known.
async function leaveIfSignedOut() {
  const answer = await fetch('/session', { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) location.reload();
}

/** A new page of the same address; keep.js puts back what the address does not hold. */
function comeBack() {
  document.dispatchEvent(new Event('restarting'));
  location.reload();
}

// Blazor has given up; the address holds the view, so the page may come back by itself as soon as there is a server.
let waiting = false;
function reloadWhenBack() {
  if (waiting) return;
  waiting = true;
  setInterval(async () => {
    if ((await fetch('/session', { cache: 'no-store' }).catch(() => null))?.status < 500) comeBack();
  }, 10_000);
}

// Nobody stands before a wall to wake it.
if (document.documentElement.hasAttribute('data-wall')) {
  const stayAwake = () => document.visibilityState === 'visible' && navigator.wakeLock?.request('screen').catch(() => {});
  document.addEventListener('visibilitychange', stayAwake);
  stayAwake();
}

if (dialog) {
  // What an empty address leads to is the start page.
  dialog.querySelector('a')?.addEventListener('click', event => { event.preventDefault(); comeBack(); });
  let shown = false;
  new MutationObserver(() => {
    // The server no longer knows this page's circuit: only a new page helps.
    if (dialog.classList.contains('components-reconnect-rejected')) comeBack();
    const shows = dialog.classList.contains('components-reconnect-show') || dialog.classList.contains('components-reconnect-failed');
    if (shows && !shown) leaveIfSignedOut();
    if (dialog.classList.contains('components-reconnect-failed')) reloadWhenBack();
    shown = shows;
  }).observe(dialog, { attributeFilter: ['class'] });
}
