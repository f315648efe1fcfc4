// The pages of originals, fetched when their fold is opened. The event does not rise: it is caught on its way down.
document.addEventListener(
  "toggle",
  async (event) => {
    const place = event.target.open && event.target.querySelector(":scope > .fetched[data-from]");
    if (!place || place.dataset.state) return;
    place.dataset.state = "fetching";
    const line = place.firstElementChild;
    const response = await fetch(place.dataset.from).catch(() => null);
    if (response?.ok) {
      place.innerHTML = await response.text();
      place.querySelectorAll(".spot").forEach(showSpot);
    } else {
      // A refusal is one line that says why; opening the fold again asks again.
      line.textContent = response ? await response.text() : line.dataset.failed;
      place.dataset.state = "";
    }
  },
  true,
);

// Scrolls the window of a page, and nothing else, to the first marked words.
async function showSpot(spot) {
  const picture = spot.parentElement.querySelector("img");
  picture.loading = "eager";
  await picture.decode().catch(() => {});
  spot.closest(".window").scrollTo({ top: spot.offsetTop - 60, left: spot.offsetLeft - 4 });
}
