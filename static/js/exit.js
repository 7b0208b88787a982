/*
 * Leave the page at once: by the exit link, its twin among the skip links, or Shift pressed three times.
 * Nothing here waits for the network. Without this file the link is a plain GET of /exit.
 *
 * The cookie `left=1` says that somebody left. The server sets it too and must leave it readable for scripts
 * (not HttpOnly); it is cleared by a deliberate sign-in. A page that the browser brings back from before the
 * exit stays covered and asks the server again.
 */
const PRESSES = 3;
const PATIENCE = 5000;
const TEXT_FIELDS = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])";

const root = document.documentElement;
const control = document.querySelector(".exit[data-exit]");
const status = document.querySelector("[data-exit-status]");
const words = control?.dataset ?? {};

const hasLeft = () => /(^|;\s*)left=1(;|$)/.test(document.cookie);
const isHistory = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
/* A page that the server chose to send after an exit (the start page, the calculator) is harmless. */
const isAfterExit = hasLeft() && !isHistory;

function cover() {
    if (root.classList.contains("is-left")) return;
    const sheet = document.createElement("div");
    sheet.className = "cover";
    sheet.setAttribute("role", "alert");
    sheet.textContent = words.exitLoading ?? "";
    document.body.append(sheet);
    root.classList.add("is-left");
    document.title = words.exitTitle ?? "";
}

function leave() {
    cover();
    history.replaceState(null, "", words.exitNeutral ?? "/");
    document.cookie = `left=1; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
    try {
        document.dispatchEvent(new Event("leaving")); /* the answers' outbox sends its beacon here */
        sessionStorage.clear();
    } finally {
        location.replace(control?.href ?? "/exit");
    }
}

/* Covered pages ask again instead of being lifted: the server answers with the neutral page. */
function askAgain() {
    cover();
    location.replace(location.pathname + location.search);
}

const isFromBeforeExit = () => hasLeft() && !isAfterExit;
if (isFromBeforeExit()) askAgain();

for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, (event) => {
        if (event.button === 2 || !event.target.closest?.("[data-exit]")) return;
        event.preventDefault();
        leave();
    });
}

/* The browser keeps a picture of the page for its Back button: let that picture be empty. */
addEventListener("pagehide", () => root.classList.add("is-away"));
addEventListener("pageshow", () => {
    if (isFromBeforeExit()) askAgain();
    else root.classList.remove("is-away");
});
document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isFromBeforeExit()) askAgain(); /* left in another tab */
});

let presses = 0;
let isAlone = false;
let timer = 0;

function count(number, spoken = "") {
    presses = number;
    clearTimeout(timer);
    if (number) control.dataset.presses = number;
    else delete control.dataset.presses;
    status.textContent = spoken;
}

function forget() {
    isAlone = false;
    if (presses) count(0);
}

if (control && status) {
    addEventListener("keydown", (event) => {
        const isTyping = navigator.maxTouchPoints > 0 && event.target.closest?.(TEXT_FIELDS);
        /* Alt+Shift and Ctrl+Shift change the keyboard's language: they are no wish to leave. */
        const isChord = event.altKey || event.ctrlKey || event.metaKey;
        if (event.key !== "Shift" || isTyping || isChord) forget();
        else isAlone ||= !event.repeat;
    });
    addEventListener("keyup", (event) => {
        if (event.key !== "Shift" || !isAlone) return;
        count(presses + 1, presses ? words.exitOne : words.exitTwo);
        if (presses === PRESSES) leave();
        else timer = setTimeout(() => count(0, words.exitOver), PATIENCE);
    });
    addEventListener("pointerdown", forget);
}
