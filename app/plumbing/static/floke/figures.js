// Draw the page's figures. Each is JSON beside its place; the drawing library is fetched only when a page has one.
// Nothing leaves the page: Plotly's cloud is switched off, and only «download as picture» is left of its buttons.
(function () {
  "use strict";
  const own = document.currentScript;
  const places = Array.from(document.querySelectorAll("[data-figure]"));
  if (places.length === 0 || !own) return;

  const CONFIG = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false,
    showEditInChartStudio: false,
    plotlyServerURL: "",
    scrollZoom: false,
    doubleClick: false,
    modeBarButtons: [["toImage"]],
  };

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(address)));
      document.head.append(script);
    });
  }

  // A custom property as the browser computes it: light-dark() is resolved only in a real colour property.
  function colour(name) {
    const probe = document.createElement("span");
    probe.hidden = true;
    probe.className = "figure-probe";
    document.body.append(probe);
    probe.style.color = `var(${name})`;
    const value = window.getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  function isNorwegian() {
    return /^(nb|nn|no)/.test(document.documentElement.lang);
  }

  function axis(given, ink, rule, labelSize) {
    return {
      ...given,
      title: { standoff: 10, ...given.title, font: { size: labelSize } },
      automargin: true,
      color: ink,
      gridcolor: rule,
      zerolinecolor: rule,
      linecolor: rule,
      fixedrange: true,
    };
  }

  // A trace may name a series colour as "data-1" … "data-8" or "status-red"; it becomes the colour of the scheme in use.
  // Where something stands ("yref": "paper") is no colour.
  function named(value) {
    if (typeof value === "string" && /^(data-\d|status-[a-z]+|ink|ink-soft|rule|accent|accent-strong|paper)$/.test(value)) return colour(`--${value}`);
    if (Array.isArray(value)) return value.map(named);
    if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === "x" || key === "y" || key === "text" || key === "customdata" || key === "xref" || key === "yref" ? inner : named(inner)]));
    return value;
  }

  // On an axis of categories Plotly reads the note's place "2025" as the two thousand and twenty-fifth category.
  // Notes and lines that name a category get its number instead.
  function placed(layout, data) {
    for (const letter of ["x", "y"]) {
      if ((layout[`${letter}axis`] || {}).type !== "category") continue;
      const names = [...new Set(data.flatMap((trace) => Array.from(trace[letter] || [], String)))];
      const number = (value) => (typeof value === "string" && names.includes(value) ? names.indexOf(value) : value);
      for (const mark of [...(layout.annotations || []), ...(layout.shapes || [])]) {
        for (const key of [letter, `${letter}0`, `${letter}1`]) {
          if (key in mark) mark[key] = number(mark[key]);
        }
      }
    }
  }

  function dressed(figure) {
    const ink = colour("--ink-soft");
    const rule = colour("--rule-soft");
    const labelSize = Math.round(parseFloat(window.getComputedStyle(document.documentElement).fontSize) * 0.875);
    const layout = { ...named(figure.layout || {}) };
    delete layout.template;
    delete layout.width;
    delete layout.height;
    for (const key of Object.keys(layout)) {
      if (/^[xy]axis\d*$/.test(key)) layout[key] = axis(layout[key], ink, rule, labelSize);
    }
    placed(layout, figure.data || []);
    layout.xaxis = layout.xaxis || axis({}, ink, rule, labelSize);
    layout.yaxis = layout.yaxis || axis({}, ink, rule, labelSize);
    return {
      data: named(figure.data || []),
      layout: {
        margin: { l: 8, r: 8, t: 8, b: 8, pad: 4 },
        showlegend: false,
        dragmode: false,
        bargap: 0.35,
        hovermode: "closest",
        ...layout,
        autosize: true,
        separators: isNorwegian() ? ",\u00a0" : ".,",
        colorway: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => colour(`--data-${number}`)),
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        font: { family: "Inter Variable, Inter, Arial, sans-serif", size: labelSize, color: colour("--ink") },
        hoverlabel: { bgcolor: colour("--sheet"), bordercolor: colour("--rule"), font: { color: colour("--ink") } },
      },
    };
  }

  function draw() {
    for (const place of places) {
      const source = document.getElementById(place.dataset.figure);
      if (!source) continue;
      const { data, layout } = dressed(JSON.parse(source.textContent));
      window.Plotly.react(place, data, layout, { ...CONFIG, locale: isNorwegian() ? "no" : "en" });
    }
  }

  load(own.dataset.plotly)
    .then(() => (isNorwegian() ? load(own.dataset.locale) : undefined))
    .then(() => {
      draw();
      document.documentElement.addEventListener("floke:colours", draw);
      // Paper is light, whatever the screen was.
      const page = document.documentElement;
      let scheme = "auto";
      window.addEventListener("beforeprint", () => {
        scheme = page.getAttribute("data-color-scheme") || "auto";
        page.setAttribute("data-color-scheme", "light");
        draw();
      });
      window.addEventListener("afterprint", () => {
        page.setAttribute("data-color-scheme", scheme);
        draw();
      });
    })
    .catch(() => {
      // The picture cannot be drawn: let the table beside it speak.
      for (const place of places) {
        place.hidden = true;
        const twin = place.closest("figure")?.querySelector("details");
        if (twin) twin.open = true;
      }
    });
})();
