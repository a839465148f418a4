// Blazor's script shows the reconnect dialog by classes; this is what it leaves out.

const dialog = document.getElementById('components-reconnect-modal');
if (dialog) {
  new MutationObserver(() => {
    // The server no longer knows this page's circuit: only a new page helps.
    if (dialog.classList.contains('components-reconnect-rejected')) location.reload();
  }).observe(dialog, { attributeFilter: ['class'] });
}
