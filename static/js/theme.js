/* Light or dark, remembered on this device only; without this file the page follows the system. */
const root = document.documentElement;
const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
try {
    const kept = localStorage.getItem("theme");
    if (kept) root.dataset.theme = kept;
    root.dataset.themable = "";
} catch { /* storage is switched off: nothing to remember, so no toggle either */ }
document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-theme-toggle]")) return;
    root.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
});
