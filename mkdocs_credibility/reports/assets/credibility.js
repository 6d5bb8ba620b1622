/* mkdocs-credibility: sorts and filters the comparison table.  The table is complete without; nothing is fetched. */
(() => {
  const NAME = "mkdocsCredibility"
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

  function enhance() {
    for (const table of document.querySelectorAll(".credibility .cr-list:not([data-ready])")) prepare(table)
  }

  function prepare(table) {
    const root = table.closest(".credibility"), tools = root.querySelector(".cr-tools")
    if (!tools || !table.tHead) return
    table.dataset.ready = ""
    const [input, status, reset] = ["input", "[role=status]", "button"].map(name => tools.querySelector(name))
    const groups = [...table.tBodies].map(body => ({ body, head: body.querySelector(".cr-group"), rows: [...body.querySelectorAll("tr:not(.cr-group)")] }))
    const rows = groups.flatMap(group => group.rows)
    const words = new Map(rows.map(row => [row, plain(row.textContent)]))
    const heads = [...table.tHead.rows[0].cells]
    const sorted = document.createElement("tbody")
    const collator = new Intl.Collator(root.lang || undefined, { numeric: true })

    function filter() {
      const wanted = plain(input.value).split(/\s+/).filter(Boolean)
      let shown = 0
      for (const group of groups) {
        let any = false
        for (const row of group.rows) {
          row.hidden = !wanted.every(word => words.get(row).includes(word))
          if (!row.hidden) any = ++shown > 0
        }
        group.body.hidden = sorted.isConnected || !any
      }
      status.textContent = status.dataset.text.replace("{shown}", shown.toLocaleString(root.lang || undefined))
      reset.hidden = !sorted.isConnected && !input.value
    }

    function value(row, index) {
      const cell = row.cells[index]
      if (heads[index].dataset.sort !== "number") return (cell.querySelector("a, bdi") || cell).textContent.trim()
      const digits = (cell.querySelector("b") || cell).textContent.replace(/\D/g, "")
      return digits ? Number(digits) : null
    }

    // up, down, and back to the order by stories
    function sort(index, direction) {
      for (const head of heads) head.removeAttribute("aria-sort")
      if (!direction) {
        for (const group of groups) group.body.append(...group.rows)
        sorted.remove()
      } else {
        heads[index].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending")
        const keyed = rows.map(row => [value(row, index), row])
        keyed.sort(([a], [b]) => a === b ? 0 : a === null ? 1 : b === null ? -1 : direction * (typeof a === "number" ? a - b : collator.compare(a, b)))
        sorted.append(...keyed.map(([, row]) => row))
        table.append(sorted)
      }
      table.classList.toggle("cr-sorted", !!direction)
      filter()
    }

    heads.forEach((head, index) => {
      const button = document.createElement("button")
      button.type = "button"
      button.append(...head.childNodes)
      head.append(button)
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort")
        sort(index, now === "ascending" ? -1 : now ? 0 : 1)
      })
    })
    input.addEventListener("input", filter)
    reset.addEventListener("click", () => {
      input.value = ""
      sort(0, 0)
      input.focus()
    })
    tools.hidden = false
    filter()
  }

  // themes that swap the page without loading it run this again, or tell (Material)
  const first = !window[NAME]
  window[NAME] = enhance
  if (first && window.document$) window.document$.subscribe(() => window[NAME]())
  enhance()
})()
