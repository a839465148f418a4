// Blazor's script shows the reconnect dialog by classes; this is what it leaves out.

const dialog = document.getElementById('components-reconnect-modal');

// When the session has ended, so has this page: the figures are not for whoever comes next. Without an answer nothing is known.
async function leaveIfSignedOut() {
  const answer = await fetch('/session', { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) location.reload();
}

if (dialog) {
  let shown = false;
  new MutationObserver(() => {
    // The server no longer knows this page's circuit: only a new page helps.
    if (dialog.classList.contains('components-reconnect-rejected')) location.reload();
    const shows = dialog.classList.contains('components-reconnect-show') || dialog.classList.contains('components-reconnect-failed');
    if (shows && !shown) leaveIfSignedOut();
    shown = shows;
  }).observe(dialog, { attributeFilter: ['class'] });
}
