(() => {
  "use strict";
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const cards = all(".card");
  const marks = all(".mark");
  const articleMarks = all(".prose .mark");
  const wide = matchMedia("(min-width: 70rem)");
  const GAP = 8;
  let active = [];

  const ids = (mark) => mark.dataset.findings.split(" ");
  const shownCards = (mark) => ids(mark).map((id) => document.getElementById(id)).filter((card) => card && !card.hidden);
  const firstMark = (card) => articleMarks.find((mark) => ids(mark).includes(card.id));

  // Beside the article, every card stands level with its mark where it can; the chosen one always does.
  function place(list) {
    const shown = all(".card", list).filter((card) => !card.hidden);
    if (!wide.matches) {
      shown.forEach((card) => { card.style.top = ""; });
      list.style.minHeight = "";
      return;
    }
    const origin = list.getBoundingClientRect().top;
    const boxes = shown.map((card) => {
      const mark = firstMark(card);
      return { card, height: card.offsetHeight, wish: mark ? mark.getClientRects()[0].top - origin - 6 : 0, top: 0 };
    });
    const pushDown = (from, start) => {
      let least = start;
      for (const box of boxes.slice(from)) {
        box.top = Math.max(least, box.top);
        least = box.top + box.height + GAP;
      }
    };
    boxes.forEach((box) => { box.top = box.wish; });
    pushDown(0, 0);
    const chosen = boxes.findIndex((box) => box.card === active[0]);
    if (chosen >= 0) {
      boxes[chosen].top = Math.max(boxes[chosen].wish, 0);
      for (let index = chosen - 1; index >= 0; index -= 1) {
        boxes[index].top = Math.min(boxes[index].top, boxes[index + 1].top - boxes[index].height - GAP);
      }
      pushDown(0, 0);
    }
    boxes.forEach((box) => { box.card.style.top = `${Math.round(box.top)}px`; });
    const last = boxes[boxes.length - 1];
    list.style.minHeight = last ? `${Math.round(last.top + last.height)}px` : "";
  }
  const placeAll = () => all(".cards").forEach(place);

  function deactivate() {
    const lists = new Set(active.map((card) => card.parentElement));
    active.forEach((card) => { card.classList.remove("active", "related"); card.open = false; });
    all(".mark.active").forEach((mark) => mark.classList.remove("active"));
    active = [];
    lists.forEach(place);
  }

  // The first card opens, level with its mark; others on the same words only light up, so that they do not push it away.
  function activate(chosen) {
    if (chosen.length === active.length && chosen.every((card, index) => card === active[index])) return;
    deactivate();
    active = wide.matches ? chosen : chosen.slice(0, 1);
    const names = new Set(active.map((card) => card.id));
    active.forEach((card, index) => { card.classList.add(index ? "related" : "active"); });
    if (active.length) active[0].open = true;
    marks.filter((mark) => ids(mark).some((id) => names.has(id))).forEach((mark) => mark.classList.add("active"));
    new Set(active.map((card) => card.parentElement)).forEach(place);
  }

  function keepVisible(mark) {
    if (wide.matches || !active.length) return;
    if (mark.getBoundingClientRect().bottom > active[0].getBoundingClientRect().top) mark.scrollIntoView({ block: "center" });
  }

  function returnToText() {
    const card = document.activeElement.closest(".card");
    const mark = card && firstMark(card);
    deactivate();
    if (mark) { mark.focus(); deactivate(); }
  }

  marks.forEach((mark) => {
    const inArticle = Boolean(mark.closest(".prose"));
    if (inArticle) {
      mark.addEventListener("focus", () => {
        if (mark.matches(":focus-visible")) { activate(shownCards(mark)); keepVisible(mark); }
      });
    }
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      activate(shownCards(mark));
      keepVisible(mark);
      if (!active.length) return;
      if (event.detail === 0) active[0].querySelector("summary").focus();
      if (!inArticle && wide.matches) firstMark(active[0])?.scrollIntoView({ block: "center" });
    });
  });

  cards.forEach((card) => {
    card.open = false;
    card.querySelector("summary").addEventListener("click", (event) => {
      if (card.classList.contains("active")) { event.preventDefault(); deactivate(); }
      else if (wide.matches) { event.preventDefault(); activate([card]); }
    });
    card.querySelector(".back")?.addEventListener("click", (event) => {
      event.preventDefault();
      const mark = firstMark(card);
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
      activate([card]);
    });
    const close = card.querySelector(".close");
    close.hidden = false;
    close.addEventListener("click", returnToText);
  });

  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && active.length) returnToText(); });
  document.addEventListener("click", (event) => {
    if (active.length && !event.target.closest(".card, .mark")) deactivate();
  });

  const form = document.querySelector(".filters");
  if (form) {
    const status = form.querySelector(".shown");
    const chosen = (name) => new Set(all(`input[name=${name}]:checked`, form).map((input) => input.value));
    const filter = () => {
      const severities = chosen("severity");
      const codes = chosen("code");
      deactivate();
      cards.forEach((card) => { card.hidden = !(severities.has(card.dataset.severity) && codes.has(card.dataset.code)); });
      marks.forEach((mark) => {
        const shown = shownCards(mark);
        mark.dataset.stop ??= String(mark.tabIndex);
        mark.tabIndex = shown.length ? Number(mark.dataset.stop) : -1;
        mark.dataset.severity = shown.length ? shown[0].dataset.severity : "off";
      });
      const count = cards.filter((card) => !card.hidden).length;
      status.textContent = `${count} of ${cards.length} findings shown`;
      placeAll();
    };
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.matches(".card")) {
      activate([target]);
      (firstMark(target) ?? target).scrollIntoView({ block: "center" });
    } else if (target?.matches("details")) target.open = true;
  }

  document.documentElement.classList.add("js");
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => all("details").forEach((item) => { item.open = true; }));
  addEventListener("afterprint", () => { cards.forEach((card) => { card.open = active.includes(card); }); placeAll(); });
  wide.addEventListener("change", () => { deactivate(); placeAll(); });
  const observer = new ResizeObserver(placeAll);
  all(".prose").forEach((article) => observer.observe(article));
  placeAll();
  follow();
})();
