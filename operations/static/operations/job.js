/* Follows a job: asks with the last answer's tag, draws the progress, and loads the page afresh once the job has ended. */
const job = document.querySelector("[data-job]");
let tag = job?.dataset.tag;
async function look() {
    if (document.hidden) return;
    try {
        const answer = await fetch(job.dataset.job, { cache: "no-store", headers: { "If-None-Match": tag } });
        if (answer.status === 304) return;
        if (answer.redirected || !answer.ok) return location.reload();
        tag = answer.headers.get("ETag");
        const news = await answer.json();
        if (news.is_finished || news.status !== job.dataset.status) return location.reload();
        job.querySelector("rect").setAttribute("width", `${news.progress}%`);
        job.querySelector("b").textContent = `${news.progress} %`;
        job.querySelector("[data-message]").textContent = news.message;
    } catch { /* no network now: the next look may find it again */ }
}
if (job) {
    setInterval(look, 3000);
    document.addEventListener("visibilitychange", look);
}
