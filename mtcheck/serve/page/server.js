// What is asked of the server.
import { t } from "./texts.js";

const POLL = 300; // milliseconds between two looks at a check

export class Refused extends Error {}

const token = () => document.getElementById("token").value.trim();

export async function ask(method, path, body) {
  const options = { method, headers: token() ? { authorization: `Bearer ${token()}` } : {}, cache: "no-store" };
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(t("the server does not answer"));
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    const detail = Array.isArray(told.detail) ? told.detail.map((one) => one.message).join("; ") : told.detail;
    throw new Refused(detail || t("the server answered {status}", { status: answer.status }));
  }
  return answer;
}

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// One check at a time: a later one gives the earlier one up, whose answers are no longer wanted.
export class Checks {
  #running = null;
  #round = 0;

  // Resolves to {id, report}, or to null where a later check came between.
  async run(documents, quotes, progress) {
    this.stop();
    const mine = this.#round;
    const begun = await (await ask("POST", "/jobs", { documents, quotes })).json();
    if (mine !== this.#round) {
      ask("DELETE", `/jobs/${begun.id}`).catch(() => {});
      return null;
    }
    this.#running = begun.id;
    for (;;) {
      const job = await (await ask("GET", `/jobs/${begun.id}`)).json();
      if (mine !== this.#round) return null;
      if (job.state === "failed") throw new Refused(job.error || t("the check failed"));
      if (job.state === "done") break;
      progress(job);
      await later(POLL);
    }
    const report = await (await ask("GET", `/jobs/${begun.id}/view`)).json();
    if (mine !== this.#round) return null;
    this.#running = null;
    return { id: begun.id, report };
  }

  stop() {
    this.#round += 1;
    if (this.#running) ask("DELETE", `/jobs/${this.#running}`).catch(() => {});
    this.#running = null;
  }
}
