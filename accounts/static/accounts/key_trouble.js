/* Says on the page that a passkey did not work; allauth's script would only write it to the console. */
document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.getElementById("key-trouble")?.removeAttribute("hidden");
});
